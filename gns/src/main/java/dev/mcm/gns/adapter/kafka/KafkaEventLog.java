package dev.mcm.gns.adapter.kafka;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.gns.core.CommittedTransaction;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.PublishedTables;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.EventLog;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Publishes in Kafka transactions. All instances of an environment share one transactional id, so that opening a session fences the others.
public final class KafkaEventLog implements EventLog {
    private final KafkaConfig config;
    private final String environment;
    private final PositionTopic positions;

    public KafkaEventLog(KafkaConfig config, String environment, TimeSource time) {
        this.config = config;
        this.environment = environment;
        this.positions = new PositionTopic(config, time);
    }

    @Override
    public Session open() throws InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.common(config))) {
            new Topics(admin, config.replicationFactor()).ensure(List.of(PositionTopic.NAME), PositionTopic.SETTINGS);
            var producer = producer();
            try {
                producer.initTransactions();
                return new TransactionalSession(producer, positions.read(admin, environment));
            } catch (RuntimeException | InterruptedException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = ClientProperties.producer(config, "mcm-gns-" + environment);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private final class TransactionalSession implements Session {
        private final KafkaProducer<byte[], byte[]> producer;
        private final Optional<Position> position;

        TransactionalSession(KafkaProducer<byte[], byte[]> producer, Optional<Position> position) {
            this.producer = producer;
            this.position = position;
        }

        @Override
        public Optional<Position> position() {
            return position;
        }

        @Override
        public void prepare(Set<String> tables) throws InterruptedException {
            List<String> names = tables.stream().map(PublishedTables::topic).toList();
            try (Admin admin = Admin.create(ClientProperties.common(config))) {
                new Topics(admin, config.replicationFactor()).ensure(names, Map.of());
            }
        }

        /// Errors of single sends come out of the commit.
        @Override
        public int publish(SlotName slot, List<CommittedTransaction> transactions) {
            producer.beginTransaction();
            int events = 0;
            for (CommittedTransaction transaction : transactions) {
                for (ChangeEvent event : transaction.events()) {
                    for (ProducerRecord<byte[], byte[]> record : EventRecords.of(event)) {
                        var unused = producer.send(record);
                    }
                    events++;
                }
            }
            var unused = producer.send(PositionTopic.record(slot, transactions.getLast().endLsn()));
            producer.commitTransaction();
            return events;
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }
    }
}
