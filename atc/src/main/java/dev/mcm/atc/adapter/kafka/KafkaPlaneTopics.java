package dev.mcm.atc.adapter.kafka;

import dev.mcm.atc.port.PlaneTopics;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicMismatchException;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// [PlaneTopics] on Kafka.
public final class KafkaPlaneTopics implements PlaneTopics {
    private final KafkaClients clients;

    public KafkaPlaneTopics(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public void ensure(PlaneId plane) {
        try (Admin admin = clients.admin("plane-topics")) {
            Topics.ensure(
                    admin,
                    List.of(TopicSpecs.planeState(plane), TopicSpecs.planeMetrics(plane)),
                    clients.replicationFactor());
        } catch (TopicMismatchException e) {
            throw McmException.stateForbids(
                    "topics of plane " + plane, String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw McmException.unavailable(
                    "Kafka did not create the topics of plane " + plane, Duration.ofSeconds(2), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw McmException.unavailable(
                    "interrupted while creating the topics of plane " + plane,
                    Duration.ofSeconds(2),
                    e);
        }
    }
}
