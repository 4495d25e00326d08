package dev.mcm.shared.kafka;

/// Takes what a tail reads. Called by the tail's thread, one batch at a time.
@FunctionalInterface
public interface TailHandler {
    /// Handles the whole batch. A batch may come again, whole or in part: after any exception,
    /// after a restart, and without a record that was poison.
    ///
    /// @throws PoisonRecordException when one record can never be handled: it goes to the dead
    ///   letters, and the rest comes again
    /// @throws Exception for anything that may pass: the same batch comes again after a backoff,
    ///   for ever
    void handle(TailBatch batch) throws Exception;
}
