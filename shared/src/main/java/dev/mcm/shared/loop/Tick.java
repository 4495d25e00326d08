package dev.mcm.shared.loop;

/// One round of a loop. Throwing means: try again after a backoff.
@FunctionalInterface
public interface Tick {
    void run() throws Exception;
}
