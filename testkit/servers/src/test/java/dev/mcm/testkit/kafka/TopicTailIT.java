package dev.mcm.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TailHandler;
import dev.mcm.shared.kafka.TailPlan;
import dev.mcm.shared.kafka.TailStart;
import dev.mcm.shared.kafka.TopicSpec;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.shared.time.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TopicTailIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static KafkaBroker broker;
    private static KafkaClients clients;
    private static Admin admin;

    private final TailRecorder recorder = new TailRecorder();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<TopicTail> tails = new ArrayList<>();
    private TopicSpec topic;

    @BeforeAll
    static void startBroker() {
        broker = TestKafka.start(KafkaOptions.temporary());
        clients = KafkaClients.of(KafkaConfig.plain(broker.bootstrap()), "tail-it");
        admin = clients.admin("test");
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void nameTopic(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        topic =
                TopicSpecs.planeMetrics(
                        new PlaneId(name.substring(0, Math.min(40, name.length()))));
    }

    @AfterEach
    void stopTails() throws InterruptedException {
        for (TopicTail tail : tails) {
            tail.stop();
        }
    }

    @Test
    void allPartitionsAreReadFromTheBeginning() throws Exception {
        create();
        for (int i = 0; i < 100; i++) {
            send(i % 4, "v" + i);
        }

        TopicTail tail = tail(new TailStart.Beginning());
        recorder.await(100);

        Waiting.until("the tail to have caught up", LIMIT, tail::caughtUp);
        assertThat(tail.whyNotReady()).isEmpty();
        assertThat(tail.lag()).isZero();
        for (int partition = 0; partition < 4; partition++) {
            int remainder = partition;
            assertThat(
                            recorder.values.stream()
                                    .map(v -> Integer.parseInt(v.substring(1)))
                                    .filter(v -> v % 4 == remainder))
                    .isSorted()
                    .hasSize(25);
        }
    }

    @Test
    void readingGoesOnAfterTheBrokerWasAway() throws Exception {
        EmbeddedKafkaBroker restarted = broker.embeddedOrSkip("stops the broker");
        create();
        send(0, "before");
        TopicTail tail = tail(new TailStart.Beginning());
        recorder.await(1);

        restarted.stop();
        restarted.restart();
        send(0, "after");

        recorder.await(2);
        assertThat(recorder.values).containsExactly("before", "after");
        assertThat(tail.whyNotAlive()).isEmpty();
    }

    @Test
    void theLagOfATailWhoseBrokerIsAwayIsNotItsLastOne() throws Exception {
        EmbeddedKafkaBroker restarted = broker.embeddedOrSkip("stops the broker");
        create();
        send(0, "before");
        FastTime time = new FastTime();
        start(
                new TailPlan("tail", Set.of(topic.name()), new TailStart.Beginning()),
                recorder,
                time);
        recorder.await(1);
        Waiting.until("a lag of 0", LIMIT, () -> gauge("mcm.kafka.tail.lag") == 0);

        restarted.stop();

        Waiting.until(
                "no lag",
                LIMIT,
                () -> {
                    time.skip(Duration.ofSeconds(1));
                    return Double.isNaN(gauge("mcm.kafka.tail.lag"));
                });
        assertThat(gauge("mcm.kafka.tail.age")).isGreaterThan(10);

        restarted.restart();

        Waiting.until("a lag of 0", LIMIT, () -> gauge("mcm.kafka.tail.lag") == 0);
        assertThat(gauge("mcm.kafka.tail.age")).isLessThan(10);
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @Test
    void aTailThatStartsAtTheEndSeesOnlyWhatComes() throws Exception {
        create();
        send(0, "old");
        TopicTail tail = tail(new TailStart.End());
        Waiting.until("the tail to have caught up", LIMIT, tail::caughtUp);

        send(0, "new");

        recorder.await(1);
        assertThat(recorder.values).containsExactly("new");
    }

    @Test
    void aTopicThatComesIntoBeingLaterIsReadWhole() throws Exception {
        TopicTail tail = tail(new TailStart.End());
        Waiting.until("the tail to have found no topic", LIMIT, tail::caughtUp);

        create();
        send(0, "first");

        recorder.await(1);
        assertThat(recorder.values).containsExactly("first");
    }

    @Test
    void topicsComeAndGo() throws Exception {
        TopicSpec other = TopicSpecs.changes("topics-come-and-go");
        Topics.ensure(admin, List.of(topic, other), clients.replicationFactor());
        send(0, "one");
        try (Producer<byte[], byte[]> producer = clients.producer("test", Map.of())) {
            producer.send(
                            new ProducerRecord<>(
                                    other.name(),
                                    new byte[0],
                                    "other".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        TopicTail tail = start(new TailPlan("tail", Set.of(), new TailStart.Beginning()));

        tail.topics(Set.of(topic.name()));
        recorder.await(1);
        tail.topics(Set.of(other.name()));
        recorder.await(2);
        tail.topics(Set.of(topic.name()));
        recorder.await(3);

        assertThat(recorder.values).containsExactly("one", "other", "one");
    }

    @Test
    void readingMayStartAtATimeOrAtOffsets() throws Exception {
        create();
        // Not older than the topic keeps records: a broker looks soon after its start.
        Instant middle = SystemTime.SYSTEM.instant().truncatedTo(ChronoUnit.MILLIS);
        send(0, "a", middle.minusSeconds(1));
        send(0, "b", middle);
        send(0, "c", middle.plusSeconds(1));

        tail(new TailStart.At(middle));
        recorder.await(2);
        assertThat(recorder.values).containsExactly("b", "c");

        tail(new TailStart.From(at -> at.partition() == 0 ? 2 : 0));
        recorder.await(3);
        assertThat(recorder.values).containsExactly("b", "c", "c");
    }

    @Test
    void poisonEndsInTheDeadLetters() throws Exception {
        create();
        send(0, "good");
        send(0, "bad");
        send(0, "fine");
        tail(new TailStart.Beginning());
        recorder.await(2);
        assertThat(recorder.values).containsExactly("good", "fine");

        List<String> letters = new CopyOnWriteArrayList<>();
        start(
                new TailPlan("letters", Set.of(topic.name() + ".dlq"), new TailStart.Beginning()),
                batch ->
                        batch.records()
                                .forEach(record -> {
                                    letters.add(TailRecorder.text(record.value()));
                                    letters.add(
                                            TailRecorder.text(
                                                    record.headers()
                                                            .lastHeader("mcm-topic")
                                                            .value()));
                                    letters.add(
                                            TailRecorder.text(
                                                    record.headers()
                                                            .lastHeader("mcm-offset")
                                                            .value()));
                                    letters.add(
                                            TailRecorder.text(
                                                    record.headers()
                                                            .lastHeader("mcm-error")
                                                            .value()));
                                }));
        Waiting.until("the letter", LIMIT, () -> letters.size() == 4);
        assertThat(letters)
                .containsExactly("bad", topic.name(), "1", topic.name() + "-0@1: begins with bad");
    }

    @Test
    void recordsThatAreGoneAreSkippedAndCounted() throws Exception {
        create();
        for (int i = 0; i < 10; i++) {
            send(0, "v" + i);
        }
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(7))).all().get();

        tail(new TailStart.From(at -> at.partition() == 0 ? 3 : 0));

        recorder.await(3);
        assertThat(recorder.values).containsExactly("v7", "v8", "v9");
        assertThat(meters.get("mcm.kafka.tail.gaps").counter().count()).isEqualTo(1);
    }

    @Test
    void onlyCommittedRecordsArriveAndMarkersDoNotKeepFromCatchingUp() throws Exception {
        create();
        try (Producer<byte[], byte[]> producer =
                clients.producer("tx", Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tail-it"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(0, "committed", null));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(record(0, "aborted", null));
            producer.flush();
            producer.abortTransaction();
        }

        TopicTail tail = tail(new TailStart.Beginning());

        Waiting.until("the tail to have caught up", LIMIT, tail::caughtUp);
        assertThat(recorder.values).containsExactly("committed");
    }

    private void create() throws InterruptedException {
        Topics.ensure(admin, List.of(topic), clients.replicationFactor());
    }

    private TopicTail tail(TailStart start) {
        return start(new TailPlan("tail", Set.of(topic.name()), start));
    }

    private TopicTail start(TailPlan plan) {
        return start(plan, recorder);
    }

    private TopicTail start(TailPlan plan, TailHandler handler) {
        return start(plan, handler, SystemTime.SYSTEM);
    }

    private TopicTail start(TailPlan plan, TailHandler handler, TimeSource time) {
        TopicTail tail = new TopicTail(plan, clients, handler, time, meters);
        tail.start();
        tails.add(tail);
        return tail;
    }

    private void send(int partition, String value) throws InterruptedException, ExecutionException {
        send(partition, value, null);
    }

    private void send(int partition, String value, Instant at)
            throws InterruptedException, ExecutionException {
        try (Producer<byte[], byte[]> producer = clients.producer("test", Map.of())) {
            producer.send(record(partition, value, at)).get();
        }
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String value, Instant at) {
        return new ProducerRecord<>(
                topic.name(),
                partition,
                at == null ? null : at.toEpochMilli(),
                new byte[0],
                value.getBytes(StandardCharsets.UTF_8));
    }
}
