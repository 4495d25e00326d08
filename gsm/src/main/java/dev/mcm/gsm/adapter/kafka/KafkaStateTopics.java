package dev.mcm.gsm.adapter.kafka;

import dev.mcm.gsm.port.StateTopics;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
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

/// [StateTopics] through an admin client that is kept open. For one thread at a time.
public final class KafkaStateTopics implements StateTopics, AutoCloseable {
    private static final int LIMIT_MILLIS = 2_000;

    private final KafkaClients clients;
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
        Map<PlaneId, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, PlaneId> entry : partitions.entrySet()) {
            try {
                ends.put(entry.getValue(), answer.partitionResult(entry.getKey()).get().offset());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e.getCause() instanceof KafkaException known
                            ? known
                            : new KafkaException(e.getCause());
                }
            }
        }
        return ends;
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
