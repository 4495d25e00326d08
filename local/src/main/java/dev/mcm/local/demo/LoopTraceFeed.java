package dev.mcm.local.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Feeds a [LoopTrace] from GNS's topics on a thread of its own, from now on.
final class LoopTraceFeed implements AutoCloseable {
    private static final List<Table> TABLES =
            List.of(
                    Table.DEPLOYMENTS,
                    Table.SCALE_TARGETS,
                    Table.PLACEMENTS,
                    Table.PUSHES,
                    Table.DEPLOYMENT_OBSERVED);
    private static final Duration POLL = Duration.ofMillis(200);

    private final LoopTrace trace = new LoopTrace();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closing;

    private LoopTraceFeed(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().daemon().name("demo-loop-trace").unstarted(this::run);
    }

    static LoopTraceFeed start(String bootstrap) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("isolation.level", "read_committed");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                TABLES.stream()
                        .map(table -> new TopicPartition(TopicSpecs.changes(table).name(), 0))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        LoopTraceFeed feed = new LoopTraceFeed(consumer);
        feed.thread.start();
        return feed;
    }

    LoopTrace trace() {
        return trace;
    }

    private void run() {
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.value() != null) {
                    trace.accept(parse(record), Instant.ofEpochMilli(record.timestamp()));
                }
            }
        }
        consumer.close();
    }

    private static ChangeEvent parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ChangeEvent.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "record " + record.topic() + "@" + record.offset() + " is no ChangeEvent", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(POLL.multipliedBy(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
