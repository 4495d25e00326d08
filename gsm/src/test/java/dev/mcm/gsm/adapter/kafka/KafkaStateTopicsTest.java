package dev.mcm.gsm.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

final class KafkaStateTopicsTest {
    private static final PlaneId A = new PlaneId("a");
    private static final PlaneId B = new PlaneId("b");

    private final Map<PlaneId, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();

    @Test
    void aTopicThatMayNotBeReadOrHasNoLeaderTakesNoOtherAlong() throws Exception {
        for (KafkaException error :
                new KafkaException[] {
                    new TopicAuthorizationException("no right"),
                    new TimeoutException("no leader"),
                    new UnknownTopicOrPartitionException("no topic")
                }) {
            answers.put(A, failed(error));
            answers.put(B, end(7));

            assertThat(ends()).as("%s", error).containsExactly(Map.entry(B, 7L));
        }
    }

    @Test
    void aBrokerThatAnswersNothingIsToldApartFromTopicsThatDoNotExist() throws Exception {
        answers.put(A, failed(new UnknownTopicOrPartitionException("no topic")));
        assertThat(ends()).isEmpty();

        answers.put(A, failed(new TimeoutException("no answer")));
        answers.put(B, failed(new TimeoutException("no answer")));
        assertThatThrownBy(this::ends).isInstanceOf(TimeoutException.class);
    }

    private Map<PlaneId, Long> ends() throws InterruptedException {
        Map<TopicPartition, PlaneId> partitions = new HashMap<>();
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> offsets = new HashMap<>();
        answers.forEach((plane, answer) -> {
            TopicPartition partition = new TopicPartition(PlaneNames.stateTopic(plane), 0);
            partitions.put(partition, plane);
            offsets.put(partition, answer);
        });
        return KafkaStateTopics.answers(partitions, new ListOffsetsResult(offsets)).ends();
    }

    private static KafkaFuture<ListOffsetsResultInfo> end(long offset) {
        return KafkaFuture.completedFuture(new ListOffsetsResultInfo(offset, -1, Optional.empty()));
    }

    private static KafkaFuture<ListOffsetsResultInfo> failed(KafkaException error) {
        KafkaFutureImpl<ListOffsetsResultInfo> future = new KafkaFutureImpl<>();
        future.completeExceptionally(error);
        return future;
    }
}
