package dev.mcm.gsm.adapter.kafka;

import dev.mcm.gsm.port.StateTopics;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.plane.PlaneNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// [StateTopics] through an admin client that is kept open. For one thread at a time.
public final class KafkaStateTopics implements StateTopics, AutoCloseable {
    private static final int LIMIT_MILLIS = 2_000;

    private final KafkaClients clients;
    private final StateLog some =
            new StateLog(
                    LoggerFactory.getLogger(KafkaStateTopics.class),
                    "ends of some of the planes' topics");
    private @Nullable Admin admin;

    public KafkaStateTopics(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public synchronized Map<PlaneId, Long> ends(Collection<PlaneId> planes)
            throws InterruptedException {
        Map<TopicPartition, PlaneId> partitions =
                planes.stream()
                        .collect(
                                Collectors.toMap(
                                        plane ->
                                                new TopicPartition(PlaneNames.stateTopic(plane), 0),
                                        Function.identity()));
        ListOffsetsResult answer =
                admin().listOffsets(
                                partitions.keySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Function.identity(),
                                                        partition -> OffsetSpec.latest())),
                                new ListOffsetsOptions().timeoutMs(LIMIT_MILLIS));
        Answers answers = answers(partitions, answer);
        if (answers.failure() == null) {
            some.worked();
        } else {
            some.failed(answers.failure());
        }
        return answers.ends();
    }

    /// @param failure of a topic that exists, as far as is known, and whose end was not told; null
    ///   = there is none
    record Answers(Map<PlaneId, Long> ends, @Nullable KafkaException failure) {}

    /// @throws KafkaException when the broker told the end of no topic that exists
    static Answers answers(Map<TopicPartition, PlaneId> partitions, ListOffsetsResult answer)
            throws InterruptedException {
        Map<PlaneId, Long> ends = new HashMap<>();
        KafkaException failure = null;
        for (Map.Entry<TopicPartition, PlaneId> entry : partitions.entrySet()) {
            try {
                ends.put(entry.getValue(), answer.partitionResult(entry.getKey()).get().offset());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    failure = known(e);
                }
            }
        }
        if (ends.isEmpty() && failure != null) {
            throw failure;
        }
        return new Answers(ends, failure);
    }

    private static KafkaException known(ExecutionException e) {
        return e.getCause() instanceof KafkaException known
                ? known
                : new KafkaException(e.getCause());
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }

    private Admin admin() {
        if (admin == null) {
            admin = clients.admin("listen");
        }
        return admin;
    }
}
