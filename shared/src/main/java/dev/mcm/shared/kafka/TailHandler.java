package dev.mcm.shared.kafka;

import java.util.Set;

/// Takes what a tail reads. Called by the tail's thread, one batch at a time.
@FunctionalInterface
public interface TailHandler {
    /// Handles the whole batch. A batch may come again, whole or in part: after any exception,
    /// after a restart, and without a record that was poison.
    ///
    /// @throws PoisonException when some records can never be handled: they go to the dead letters,
    ///   and the rest comes again
    /// @throws Exception for anything that may pass: the same batch comes again after a backoff,
    ///   for ever
    void handle(TailBatch batch) throws Exception;

    /// Reading of topics begins, or goes on behind records that are gone: what was written to them
    /// before will not come. Called before the first batch from there, again after any exception,
    /// and at times without need.
    default void begins(Set<String> topics) throws Exception {}
}
