package dev.mcm.shared.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.PoisonException;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.time.RandomSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class PlaneFeedTest {
    private static final PlaneId A = new PlaneId("a");
    private static final PlaneId B = new PlaneId("b");
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    private final List<PlaneMessages<Long>> taken = new ArrayList<>();
    private int failures;
    private final PlaneFeed<Long> feed =
            PlaneFeed.of(PlaneTopic.METRICS, PlaneFeedTest::tick, this::take);

    private static long tick(PlaneMetrics metrics) {
        if (metrics.getSeq() == 666) {
            throw new IllegalArgumentException("seq: 666 (expected: another)");
        }
        return metrics.getSeq();
    }

    private void take(List<PlaneMessages<Long>> read) throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("down");
        }
        taken.addAll(read);
    }

    @Test
    void whatIsReadTogetherIsTakenTogetherByPlaneAndPartition() throws Exception {
        assertThat(feed.follow(Set.of(A, B)))
                .containsExactlyInAnyOrder("mcm.plane.metrics.a", "mcm.plane.metrics.b");

        feed.handle(
                batch(
                        List.of(
                                record(A, 0, 4, 4),
                                record(A, 1, 7, 7),
                                record(B, 0, 1, 1),
                                record(A, 0, 5, 5))));

        assertThat(taken)
                .containsExactlyInAnyOrder(
                        new PlaneMessages<>(A, 0, List.of(message(4), message(5)), 6),
                        new PlaneMessages<>(A, 1, List.of(message(7)), 8),
                        new PlaneMessages<>(B, 0, List.of(message(1)), 2));
    }

    @Test
    void allPoisonOfABatchIsNamedBeforeAnythingOfItIsTaken() {
        feed.follow(Set.of(A));
        ConsumerRecord<byte[], byte[]> noMessage =
                record(A, 0, 1, "text".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<byte[], byte[]> others =
                record(A, 0, 2, PlaneMetrics.newBuilder().setPlaneId("b").build().toByteArray());

        assertThatThrownBy(() ->
                        feed.handle(
                                batch(
                                        List.of(
                                                record(A, 0, 0, 1),
                                                noMessage,
                                                others,
                                                record(A, 0, 3, 666)))))
                .isInstanceOfSatisfying(
                        PoisonException.class,
                        poison ->
                                assertThat(poison.records())
                                        .extracting(some -> some.text())
                                        .satisfiesExactly(
                                                text ->
                                                        assertThat(text)
                                                                .contains(
                                                                        "@1: value: not a"
                                                                                + " PlaneMetrics"),
                                                text ->
                                                        assertThat(text)
                                                                .contains(
                                                                        "@2: plane_id: 'b'"
                                                                                + " (expected:"
                                                                                + " 'a')"),
                                                text ->
                                                        assertThat(text)
                                                                .contains(
                                                                        "@3: seq: 666 (expected:"
                                                                                + " another)")));
        assertThat(taken).isEmpty();
    }

    @Test
    void aPlaneThatIsNotFollowedIsPassedOver() throws Exception {
        feed.follow(Set.of(A));
        feed.handle(batch(List.of(record(B, 0, 0, 1), record(B, 0, 1, 666))));
        assertThat(taken).isEmpty();
    }

    @Test
    void tombstonesMoveTheOffset() throws Exception {
        feed.follow(Set.of(A));
        feed.handle(batch(List.of(tombstone(A, 9))));
        assertThat(taken).containsExactly(new PlaneMessages<>(A, 0, List.of(), 10));
    }

    @Test
    void whateverComesAgainEachMessageIsTakenOnceAndInOrder() throws Exception {
        long fresh = RandomSource.secure().nextLong();
        for (long seed :
                LongStream.concat(LongStream.range(0, 200), LongStream.of(fresh)).toArray()) {
            taken.clear();
            feed.begins(Set.of("mcm.plane.metrics.a"));
            play(RandomSource.seeded(seed));
            assertThat(taken.stream().flatMap(read -> read.messages().stream()))
                    .as("seed %d", seed)
                    .extracting(PlaneMessages.Message::body)
                    .containsExactlyElementsOf(LongStream.range(0, 30).boxed().toList());
        }
    }

    private void play(RandomGenerator random) throws Exception {
        feed.follow(Set.of(A));
        int handled = 0;
        while (handled < 30) {
            int from = random.nextInt(handled + 1);
            int to = handled + 1 + random.nextInt(30 - handled);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int offset = from; offset < to; offset++) {
                records.add(record(A, 0, offset, offset));
            }
            failures = random.nextInt(2);
            try {
                feed.handle(batch(records));
                handled = to;
            } catch (IOException e) {
                // It comes again, if not in the same pieces.
            }
        }
    }

    @Test
    void whatBeginsAnewIsTakenFromThere() throws Exception {
        feed.follow(Set.of(A));
        feed.handle(batch(List.of(record(A, 0, 9, 9))));
        feed.begins(Set.of("mcm.plane.metrics.a"));
        feed.handle(batch(List.of(record(A, 0, 0, 0))));
        assertThat(taken).hasSize(2);
    }

    private static TailBatch batch(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> next = new HashMap<>();
        records.forEach(record ->
                next.put(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset() + 1));
        return new TailBatch(records, next);
    }

    private static PlaneMessages.Message<Long> message(long tick) {
        return new PlaneMessages.Message<>(WRITTEN, tick);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            PlaneId plane, int partition, long offset, long tick) {
        PlaneMetrics metrics =
                PlaneMetrics.newBuilder().setPlaneId(plane.value()).setSeq(tick).build();
        return record(plane, partition, offset, metrics.toByteArray());
    }

    @SuppressWarnings("NullAway") // a record without a value is a tombstone
    private static ConsumerRecord<byte[], byte[]> tombstone(PlaneId plane, long offset) {
        return record(plane, 0, offset, null);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            PlaneId plane, int partition, long offset, byte[] value) {
        return new ConsumerRecord<>(
                PlaneTopic.METRICS.of(plane),
                partition,
                offset,
                WRITTEN.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
