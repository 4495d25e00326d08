package dev.mcm.gns.port;

/// Whether this instance is the one that works.
@FunctionalInterface
public interface Leadership {
    /// Answers from memory. True is no promise: what is written is fenced by Kafka and by the
    /// lease.
    boolean isHeld();
}
