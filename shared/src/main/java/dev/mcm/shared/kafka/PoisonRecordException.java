package dev.mcm.shared.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record that can never be handled, however often it is tried.
public final class PoisonRecordException extends Exception {
    private final transient ConsumerRecord<byte[], byte[]> record;

    /// @param record one of the batch, the same object
    public PoisonRecordException(
            ConsumerRecord<byte[], byte[]> record, String why, @Nullable Throwable cause) {
        super(
                record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + why,
                cause);
        this.record = record;
    }

    public ConsumerRecord<byte[], byte[]> record() {
        return record;
    }
}
