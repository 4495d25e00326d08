package dev.mcm.testkit.kafka;

import dev.mcm.testkit.server.Skipped;

/// A real broker. Thread-safe.
public sealed interface KafkaBroker extends AutoCloseable
        permits EmbeddedKafkaBroker, RemoteKafkaBroker {
    /// `host:port`.
    String bootstrap();

    /// Gives the broker up; no exception.
    @Override
    void close();

    /// This broker when it is one that can be killed, restarted and cut off; else the test is
    /// skipped.
    ///
    /// @param what the test does to the broker, for example "restarts the broker"
    default EmbeddedKafkaBroker embeddedOrSkip(String what) {
        return switch (this) {
            case EmbeddedKafkaBroker embedded -> embedded;
            case RemoteKafkaBroker _ -> throw Skipped.needsEmbedded(what);
        };
    }
}
