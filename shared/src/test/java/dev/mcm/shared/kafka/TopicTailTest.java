package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.SystemTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TopicTailTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeTopics topics = new FakeTopics();

    @Test
    void aTailThatBeginsAtTheEndIsReadyBeforeItWaitsForRecords() throws Exception {
        assertThat(readinessAtFirstPoll(new TailStart.End())).isEmpty();
    }

    @Test
    void aTailWithRecordsToReadIsNotReadyBeforeItHasReadThem() throws Exception {
        assertThat(readinessAtFirstPoll(new TailStart.Beginning()))
                .contains("has not caught up, 4 records behind");
    }

    @Test
    void theNextTailOfTheSameNameShowsItsOwnGauges() throws Exception {
        readinessAtFirstPoll(new TailStart.Beginning());
        assertThat(meters.find("mcm.kafka.tail.age").gauge()).isNull();
        assertThat(meters.find("mcm.kafka.tail.denied").gauge()).isNull();
        assertThat(meters.find("mcm.kafka.tail.lag").gauge()).isNull();
        assertThat(meters.find("mcm.kafka.tail.records").counter()).isNotNull();
    }

    private Optional<String> readinessAtFirstPoll(TailStart start) throws Exception {
        topics.create("quiet", 3, 7);
        AtomicReference<TopicTail> tail = new AtomicReference<>();
        CompletableFuture<Optional<String>> seen = new CompletableFuture<>();
        FaultyConsumer consumer =
                new FaultyConsumer(
                        topics,
                        SystemTime.SYSTEM,
                        step -> {
                            if (step == 3) {
                                seen.complete(tail.get().whyNotReady());
                            }
                        });
        tail.set(
                new TopicTail(
                        new TailPlan("test", Set.of("quiet"), start),
                        new FaultyClients(() -> consumer),
                        _ -> {},
                        SystemTime.SYSTEM,
                        meters));
        tail.get().start();
        try {
            return seen.get(30, TimeUnit.SECONDS);
        } finally {
            tail.get().stop();
        }
    }
}
