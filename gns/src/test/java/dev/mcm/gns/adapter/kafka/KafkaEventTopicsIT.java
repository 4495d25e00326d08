package dev.mcm.gns.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.gns.core.CommittedTransaction;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.EventTopics;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.kafka.TestKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The broker here refuses at once what a broker else refuses after 100 ms: records of a
/// transaction that begins before the last one of the same id is completed.
final class KafkaEventTopicsIT {
    private static final SlotName SLOT = new SlotName("test", new Epoch(1));
    private static final List<String> TABLES = List.of("organizations", "deployments", "pushes");
    private static final int TRANSACTIONS = 200;

    private final KafkaBroker kafka =
            TestKafka.start(
                    KafkaOptions.temporary()
                            .withSetting("add.partitions.to.txn.retry.backoff.max.ms", "0"));
    private final KafkaClients clients =
            KafkaClients.of(KafkaConfig.plain(kafka.bootstrap()), "test");
    private final AtomicLong resent = new AtomicLong();
    private final KafkaEventTopics log =
            new KafkaEventTopics(clients, "test", SystemTime.SYSTEM, resent::addAndGet);
    private final Logger sender =
            (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.producer.internals.Sender");
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @BeforeEach
    void listen() {
        warnings.start();
        sender.setLevel(Level.WARN);
        sender.setAdditive(false);
        sender.addAppender(warnings);
    }

    @AfterEach
    void close() {
        sender.detachAppender(warnings);
        sender.setAdditive(true);
        kafka.close();
    }

    @Test
    void transactionsOneAfterTheOtherAreNeverRefused() throws Exception {
        try (EventTopics.Session session = log.open()) {
            session.prepare(Set.copyOf(TABLES));
            for (int tx = 1; tx <= TRANSACTIONS; tx++) {
                assertThat(session.publish(SLOT, List.of(transaction(tx)))).isEqualTo(3);
            }
        }
        assertThat(refusals()).isEmpty();
        try (EventTopics.Session successor = log.open()) {
            assertThat(successor.position())
                    .contains(new Position(new Epoch(1), new Lsn(TRANSACTIONS)));
        }
    }

    /// When this fails, brokers no longer refuse, and [CommitCompletion] is not needed any more.
    @Test
    void aTransactionThatBeginsBeforeTheLastIsCompletedIsRefused() throws Exception {
        try (EventTopics.Session session = log.open()) {
            session.prepare(Set.copyOf(TABLES));
        }
        try (Producer<byte[], byte[]> producer =
                clients.producer(
                        "early", Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "early"))) {
            producer.initTransactions();
            ResentRecords again = ResentRecords.of(producer);
            for (int tx = 1; tx <= TRANSACTIONS / 10; tx++) {
                producer.beginTransaction();
                transaction(tx)
                        .events()
                        .forEach(event ->
                                EventRecords.of(event).forEach(record -> producer.send(record)));
                producer.commitTransaction();
            }
            assertThat(again.sinceLast()).isPositive();
            assertThat(refusals()).isNotEmpty();
        }
    }

    /// A request that times out on a busy machine is none.
    private List<String> refusals() {
        return List.copyOf(warnings.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message ->
                        message.contains("CONCURRENT_TRANSACTIONS")
                                || message.contains("OUT_OF_ORDER_SEQUENCE_NUMBER"))
                .toList();
    }

    private static CommittedTransaction transaction(int endLsn) {
        List<ChangeEvent> events = new ArrayList<>();
        for (String table : TABLES) {
            events.add(
                    ChangeEvent.newBuilder()
                            .setTable(table)
                            .setOp(Op.OP_INSERT)
                            .setEpoch(1)
                            .setEndLsn(endLsn)
                            .setIndex(events.size())
                            .addKey(Column.newBuilder().setName("id").setIntValue(endLsn))
                            .build());
        }
        return new CommittedTransaction(new Lsn(endLsn), events, events.size());
    }
}
