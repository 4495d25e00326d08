package dev.mcm.gns.adapter.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.event.v1.PublishedPosition;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotName;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/// The topic that holds how far has been published, written in the same Kafka transactions as the
/// events.
final class PositionTopic {
    private static final String NAME = TopicSpecs.POSITION;

    /// Every transaction adds a record: small segments, so that compaction can keep up.
    private static final Map<String, String> TUNING =
            Map.of(
                    TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(8 << 20),
                    TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofMinutes(10).toMillis()),
                    TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");

    private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);
    private static final long FIRST_STEP_BACK = 256;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final TimeSource time;

    PositionTopic(KafkaClients clients, TimeSource time) {
        this.clients = clients;
        this.time = time;
    }

    /// Makes the topic where it is missing, and tunes it.
    void ensure(Admin admin) throws InterruptedException {
        Topics.ensure(admin, List.of(TopicSpecs.position()), clients.replicationFactor());
        List<AlterConfigOp> changes =
                TUNING.entrySet().stream()
                        .map(setting ->
                                new AlterConfigOp(
                                        new ConfigEntry(setting.getKey(), setting.getValue()),
                                        AlterConfigOp.OpType.SET))
                        .toList();
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, NAME);
        get("tune topic " + NAME, admin.incrementalAlterConfigs(Map.of(topic, changes)).all());
    }

    static ProducerRecord<byte[], byte[]> record(SlotName slot, Lsn endLsn) {
        PublishedPosition position =
                PublishedPosition.newBuilder()
                        .setEpoch(slot.epoch().value())
                        .setEndLsn(endLsn.value())
                        .build();
        return new ProducerRecord<>(
                NAME, 0, slot.toString().getBytes(StandardCharsets.UTF_8), position.toByteArray());
    }

    /// The last committed position of any slot of `environment`, read up to the high watermark: the
    /// caller has fenced all other writers before, so nothing is open below it. Reads backwards in
    /// growing steps, since the end of the topic may be aborted records and markers only.
    Optional<Position> read(Admin admin, String environment) throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = clients.consumer("position", Map.of())) {
            consumer.assign(List.of(PARTITION));
            long end = offset(admin, OffsetSpec.latest());
            long begin = offset(admin, OffsetSpec.earliest());
            for (long back = FIRST_STEP_BACK; ; back *= 16) {
                long from = Math.max(begin, end - back);
                Optional<Position> last = last(consumer, environment, from, end);
                if (last.isPresent() || from == begin) {
                    return last;
                }
            }
        }
    }

    private static long offset(Admin admin, OffsetSpec which) throws InterruptedException {
        var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        var offsets = admin.listOffsets(Map.of(PARTITION, which), options);
        return get("read the offsets of topic " + NAME, offsets.partitionResult(PARTITION))
                .offset();
    }

    private static <T> T get(String what, KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot " + what, e.getCause());
        }
    }

    private Optional<Position> last(
            Consumer<byte[], byte[]> consumer, String environment, long from, long end) {
        consumer.seek(PARTITION, from);
        Optional<Position> last = Optional.empty();
        long start = time.nanoTime();
        while (consumer.position(PARTITION) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (isOf(environment, record)) {
                    last = Optional.of(parse(record));
                }
            }
            if (time.since(start).compareTo(LIMIT) > 0) {
                throw new IllegalStateException(
                        "topic "
                                + NAME
                                + " read up to offset "
                                + consumer.position(PARTITION)
                                + " within "
                                + LIMIT
                                + " (expected: "
                                + end
                                + ")");
            }
        }
        return last;
    }

    private static boolean isOf(
            String environment, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte[] key = record.key();
        return key != null
                && record.value() != null
                && SlotName.parse(new String(key, StandardCharsets.UTF_8))
                        .filter(slot -> slot.environment().equals(environment))
                        .isPresent();
    }

    private static Position parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            PublishedPosition position = PublishedPosition.parseFrom(record.value());
            return new Position(new Epoch(position.getEpoch()), new Lsn(position.getEndLsn()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "topic " + NAME + ", offset " + record.offset() + ": not a PublishedPosition",
                    e);
        }
    }
}
