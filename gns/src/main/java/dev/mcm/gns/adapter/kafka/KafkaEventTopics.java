package dev.mcm.gns.adapter.kafka;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.gns.core.CommittedTransaction;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.EventTopics;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Publishes in Kafka transactions, the next when the last is completed. All instances of an
/// environment share one transactional id, so that opening a session fences the others.
public final class KafkaEventTopics implements EventTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final String environment;
    private final TimeSource time;
    private final LongConsumer onResent;
    private final PositionTopic positions;

    /// @param onResent told how many records were sent again, since Kafka refused them for the
    ///   moment
    public KafkaEventTopics(
            KafkaClients clients, String environment, TimeSource time, LongConsumer onResent) {
        this.clients = clients;
        this.environment = environment;
        this.time = time;
        this.onResent = onResent;
        this.positions = new PositionTopic(clients, time);
    }

    @Override
    public Session open() throws InterruptedException {
        try (Admin admin = clients.admin("topics")) {
            positions.ensure(admin);
            Producer<byte[], byte[]> producer = producer();
            try {
                producer.initTransactions();
                return new TransactionalSession(
                        producer, positions.read(admin, environment).orElse(null));
            } catch (RuntimeException | InterruptedException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        }
    }

    private String transactionalId() {
        return "mcm-gns-" + environment;
    }

    /// The commit sends what lingers: the records of a small transaction go out in one request, so
    /// that they are taken or refused together.
    private Producer<byte[], byte[]> producer() {
        return clients.producer(
                "publisher",
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(),
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 120_000,
                        ProducerConfig.LINGER_MS_CONFIG, 100,
                        ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20L,
                        ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500L,
                        ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000));
    }

    private final class TransactionalSession implements Session {
        private final Producer<byte[], byte[]> producer;
        private final @Nullable Position position;
        private final Admin coordinator = clients.admin("transactions");
        private final CommitCompletion completion;
        private final ResentRecords resent;
        private final Semaphore idle = new Semaphore(1);

        TransactionalSession(Producer<byte[], byte[]> producer, @Nullable Position position) {
            this.producer = producer;
            this.position = position;
            this.completion =
                    new CommitCompletion(
                            CommitCompletion.coordinator(coordinator, transactionalId()), time);
            this.resent = ResentRecords.of(producer);
        }

        @Override
        public Optional<Position> position() {
            return Optional.ofNullable(position);
        }

        @Override
        public void prepare(Set<String> tables) throws InterruptedException {
            try (Admin admin = clients.admin("topics")) {
                Topics.ensure(
                        admin,
                        tables.stream().map(TopicSpecs::changes).toList(),
                        clients.replicationFactor());
            }
        }

        @Override
        public int publish(SlotName slot, List<CommittedTransaction> transactions) {
            idle.acquireUninterruptibly();
            try {
                return publishIdle(slot, transactions);
            } finally {
                onResent.accept(resent.sinceLast());
                idle.release();
            }
        }

        /// Errors of single sends come out of the commit.
        private int publishIdle(SlotName slot, List<CommittedTransaction> transactions) {
            producer.beginTransaction();
            int events = 0;
            for (CommittedTransaction transaction : transactions) {
                for (ChangeEvent event : transaction.events()) {
                    for (ProducerRecord<byte[], byte[]> record : EventRecords.of(event)) {
                        var _ = producer.send(record);
                    }
                    events++;
                }
            }
            var _ = producer.send(PositionTopic.record(slot, transactions.getLast().endLsn()));
            producer.commitTransaction();
            completion.await();
            return events;
        }

        /// Waits a little for a publication in progress, then makes it fail.
        @Override
        public void close() {
            completion.close();
            try {
                if (idle.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    idle.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            producer.close(Duration.ZERO);
            coordinator.close(Duration.ZERO);
        }
    }
}
