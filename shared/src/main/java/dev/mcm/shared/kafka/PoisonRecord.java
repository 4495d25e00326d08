package dev.mcm.shared.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record that can never be handled, however often it is tried.
///
/// @param record one of the batch, the same object
/// @param why what is wrong, the value and what was expected
public record PoisonRecord(ConsumerRecord<byte[], byte[]> record, String why) {
    /// Where it stands and what is wrong: "topic-0@7: is no message".
    public String text() {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + why;
    }
}
