package dev.mcm.gns.adapter.kafka;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.feed.RowCodec;
import dev.mcm.shared.kafka.TopicSpecs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/// Events as Kafka records.
final class EventRecords {
    private static final String TRACE = "traceparent";

    private EventRecords() {}

    /// The event; after a DELETE also the tombstone that lets compaction forget the key.
    static List<ProducerRecord<byte[], byte[]>> of(ChangeEvent event) {
        String topic = TopicSpecs.changes(event.getTable()).name();
        byte[] key = key(event).getBytes(StandardCharsets.UTF_8);
        List<Header> headers = traceparent(event).map(List::of).orElse(List.of());
        var record = new ProducerRecord<>(topic, 0, key, event.toByteArray(), headers);
        return event.getOp() == Op.OP_DELETE
                ? List.of(record, tombstone(topic, key))
                : List.of(record);
    }

    @SuppressWarnings("NullAway") // a record without a value is a tombstone
    private static ProducerRecord<byte[], byte[]> tombstone(String topic, byte[] key) {
        return new ProducerRecord<>(topic, 0, key, null);
    }

    /// The primary key, columns joined by `/`.
    static String key(ChangeEvent event) {
        return event.getKeyList().stream().map(EventRecords::text).collect(Collectors.joining("/"));
    }

    private static String text(Column column) {
        return RowCodec.text(column)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "key column "
                                        + column.getName()
                                        + " is "
                                        + column.getValueCase()
                                        + " (expected: a number, text or boolean)"));
    }

    private static Optional<Header> traceparent(ChangeEvent event) {
        return event.getAfterList().stream()
                .filter(column ->
                        column.getName().equals(TRACE) && !column.getStringValue().isEmpty())
                .findFirst()
                .map(column ->
                        new RecordHeader(
                                TRACE,
                                column.getStringValue().getBytes(StandardCharsets.US_ASCII)));
    }
}
