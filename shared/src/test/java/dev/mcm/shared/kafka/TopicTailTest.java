package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.SystemTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicTailTest {
    private static final TopicPartition PARTITION = new TopicPartition("quiet", 0);

    @Test
    void aTailThatBeginsAtTheEndIsReadyBeforeItWaitsForRecords() throws Exception {
        assertThat(readinessAtFirstPoll(new TailStart.End())).isEmpty();
    }

    @Test
    void aTailWithRecordsToReadIsNotReadyBeforeItHasReadThem() throws Exception {
        assertThat(readinessAtFirstPoll(new TailStart.Beginning()))
                .contains("has not caught up, 4 records behind");
    }

    private static Optional<String> readinessAtFirstPoll(TailStart start) throws Exception {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        consumer.updatePartitions(
                PARTITION.topic(),
                List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 3L));
        consumer.updateEndOffsets(Map.of(PARTITION, 7L));
        TopicTail tail =
                new TopicTail(
                        new TailPlan("test", Set.of(PARTITION.topic()), start),
                        new OneConsumer(consumer),
                        _ -> {},
                        SystemTime.SYSTEM,
                        new SimpleMeterRegistry());
        CompletableFuture<Optional<String>> seen = new CompletableFuture<>();
        consumer.schedulePollTask(() -> seen.complete(tail.whyNotReady()));
        tail.start();
        try {
            return seen.get(30, TimeUnit.SECONDS);
        } finally {
            tail.stop();
        }
    }

    private record OneConsumer(Consumer<byte[], byte[]> only) implements KafkaClients {
        @Override
        public Consumer<byte[], byte[]> consumer(String purpose, Map<String, Object> overrides) {
            return only;
        }

        @Override
        public Producer<byte[], byte[]> producer(String purpose, Map<String, Object> overrides) {
            throw new AssertionError("a tail that fails nothing writes nothing");
        }

        @Override
        public Admin admin(String purpose) {
            throw new AssertionError("a tail asks its consumer");
        }

        @Override
        public short replicationFactor() {
            return 1;
        }
    }
}
