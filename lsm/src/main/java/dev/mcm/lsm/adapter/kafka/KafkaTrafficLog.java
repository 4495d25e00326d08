package dev.mcm.lsm.adapter.kafka;

import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.lsm.port.TrafficLog;
import dev.mcm.shared.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/// [TrafficLog] on the plane's metrics topic. For one thread.
public final class KafkaTrafficLog implements TrafficLog, AutoCloseable {
    private final String topic;
    private final AcknowledgedProducer producer;
    private int partitions;

    public KafkaTrafficLog(KafkaClients clients, String topic) {
        this.topic = topic;
        this.producer = new AcknowledgedProducer(clients, "metrics");
    }

    @Override
    public int partitions() {
        if (partitions == 0) {
            partitions = producer.partitionsOf(topic).size();
        }
        return partitions;
    }

    @Override
    public void append(List<PlaneMetrics> byPartition) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < byPartition.size(); partition++) {
            PlaneMetrics metrics = byPartition.get(partition);
            byte[] key = metrics.getPlaneId().getBytes(StandardCharsets.UTF_8);
            records.add(new ProducerRecord<>(topic, partition, key, metrics.toByteArray()));
        }
        AcknowledgedProducer.Unacknowledged dropped = producer.send(records);
        if (!dropped.refused().isEmpty()) {
            throw new KafkaException(
                    "traffic of " + dropped.refused().size() + " partitions was refused by Kafka",
                    dropped.refused().values().iterator().next());
        }
        if (!dropped.isEmpty()) {
            throw new TimeoutException(
                    "traffic of "
                            + dropped.uncertain().size()
                            + " partitions was not accepted by Kafka");
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
