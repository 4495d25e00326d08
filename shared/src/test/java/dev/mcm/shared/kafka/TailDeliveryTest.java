package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TailDeliveryTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final Signal pause = time.newSignal();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> handled = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aHandledBatchIsCounted() throws Exception {
        assertThat(delivery(this::accept).deliver(batch("a", "b"), pause, stopping::get)).isTrue();

        assertThat(handled).containsExactly("a", "b");
        assertThat(meters.get("mcm.kafka.tail.records").counter().count()).isEqualTo(2);
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheRestIsHandled() throws Exception {
        TailHandler pickyHandler =
                batch -> {
                    refuse("bad", batch);
                    accept(batch);
                };

        assertThat(
                        delivery(pickyHandler)
                                .deliver(batch("a", "bad1", "b", "bad2"), pause, stopping::get))
                .isTrue();

        assertThat(handled).containsExactly("a", "b");
        assertThat(letters).containsExactly("t-0@1: unreadable", "t-0@3: unreadable");
        assertThat(meters.get("mcm.kafka.tail.poison").counter().count()).isEqualTo(2);
    }

    @Test
    void poisonThatTheDeadLettersRefuseIsCountedAndSkipped() throws Exception {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 2, 0);
        TailDelivery delivery =
                new TailDelivery(
                        "test",
                        batch -> {
                            refuse("bad", batch);
                            accept(batch);
                        },
                        poison ->
                                poison.stream()
                                        .map(some ->
                                                new TailDelivery.Refused(
                                                        some,
                                                        new RecordTooLargeException("refused")))
                                        .toList(),
                        new TailDelivery.Retrying(backoff, RandomSource.seeded(1)),
                        meters);

        assertThat(delivery.deliver(batch("a", "bad", "b"), pause, stopping::get)).isTrue();

        assertThat(handled).containsExactly("a", "b");
        assertThat(meters.get("mcm.kafka.tail.poison").counter().count()).isEqualTo(1);
        assertThat(meters.get("mcm.kafka.tail.poison.lost").counter().count()).isEqualTo(1);
    }

    @Test
    void aBatchOfPoisonOnlyStillReportsItsOffsets() throws Exception {
        List<TailBatch> seen = new ArrayList<>();
        TailHandler handler =
                batch -> {
                    seen.add(batch);
                    refuse("bad", batch);
                };

        delivery(handler).deliver(batch("bad"), pause, stopping::get);

        assertThat(seen.getLast().records()).isEmpty();
        assertThat(seen.getLast().nextOffsets()).containsEntry(PARTITION, 1L);
    }

    @Test
    void poisonThatIsNotOfTheBatchIsAFailureLikeAnyOther() throws Exception {
        PoisonRecord other =
                new PoisonRecord(batch("a", "b").records().getLast(), "not of the batch");
        CompletableFuture<Boolean> delivered =
                inThread(batch -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new PoisonException(List.of(other));
                    }
                    accept(batch);
                });

        awaitCalls(1);
        assertThat(letters).isEmpty();
        time.advance(Duration.ofSeconds(1));

        assertThat(delivered.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBeginningIsToldUntilTheHandlerTakesIt() throws Exception {
        TailHandler handler =
                new TailHandler() {
                    @Override
                    public void handle(TailBatch batch) {}

                    @Override
                    public void begins(Set<String> topics) throws IOException {
                        if (calls.incrementAndGet() == 1) {
                            throw new IOException("down");
                        }
                        handled.addAll(topics);
                    }
                };
        TailDelivery delivery = delivery(handler);
        CompletableFuture<Boolean> told =
                inThread(() -> delivery.begin(Set.of("t"), pause, stopping::get));

        awaitCalls(1);
        time.advance(Duration.ofSeconds(1));

        assertThat(told.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(handled).containsExactly("t");
    }

    @Test
    void anyOtherFailureIsRepeatedWithTheSameBatchAfterTheBackoff() throws Exception {
        CompletableFuture<Boolean> delivered = inThread(failingTimes(2));

        awaitCalls(1);
        time.advance(Duration.ofSeconds(1));
        awaitCalls(2);
        time.advance(Duration.ofSeconds(1));
        time.awaitWaiting(1);
        assertThat(calls).hasValue(2);
        time.advance(Duration.ofSeconds(1));

        assertThat(delivered.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(handled).containsExactly("a");
    }

    @Test
    void anErrorOfTheHandlerDoesNotEndTheTail() throws Exception {
        CompletableFuture<Boolean> delivered =
                inThread(batch -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new AssertionError("bug");
                    }
                    accept(batch);
                });

        awaitCalls(1);
        time.advance(Duration.ofSeconds(1));

        assertThat(delivered.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void stoppingGivesTheBatchUp() throws Exception {
        CompletableFuture<Boolean> delivered = inThread(failingTimes(Integer.MAX_VALUE));
        awaitCalls(1);

        stopping.set(true);
        pause.raise();

        assertThat(delivered.get(20, TimeUnit.SECONDS)).isFalse();
    }

    private TailHandler failingTimes(int times) {
        return batch -> {
            if (calls.incrementAndGet() <= times) {
                throw new IOException("down");
            }
            accept(batch);
        };
    }

    private void awaitCalls(int count) throws InterruptedException {
        Waiting.until(
                count + " calls",
                Duration.ofSeconds(20),
                () -> calls.get() == count && time.waiting() == 1);
    }

    private CompletableFuture<Boolean> inThread(TailHandler handler) {
        TailDelivery delivery = delivery(handler);
        return inThread(() -> delivery.deliver(batch("a"), pause, stopping::get));
    }

    private static CompletableFuture<Boolean> inThread(Callable<Boolean> work) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private TailDelivery delivery(TailHandler handler) {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 2, 0);
        return new TailDelivery(
                "test",
                handler,
                poison -> {
                    poison.forEach(some -> letters.add(some.text()));
                    return List.of();
                },
                new TailDelivery.Retrying(backoff, RandomSource.seeded(1)),
                meters);
    }

    private static void refuse(String prefix, TailBatch batch) throws PoisonException {
        List<PoisonRecord> poison =
                batch.records().stream()
                        .filter(record -> text(record).startsWith(prefix))
                        .map(record -> new PoisonRecord(record, "unreadable"))
                        .toList();
        if (!poison.isEmpty()) {
            throw new PoisonException(poison);
        }
    }

    private void accept(TailBatch batch) {
        batch.records().forEach(record -> handled.add(text(record)));
    }

    private static TailBatch batch(String... values) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            records.add(
                    new ConsumerRecord<>(
                            "t", 0, i, new byte[0], values[i].getBytes(StandardCharsets.UTF_8)));
        }
        return new TailBatch(records, Map.of(PARTITION, (long) values.length));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
