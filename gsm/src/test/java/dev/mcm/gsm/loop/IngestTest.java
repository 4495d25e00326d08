package dev.mcm.gsm.loop;

import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.gsm.core.LaterRecords;
import dev.mcm.gsm.core.PlaneLogScript;
import dev.mcm.gsm.core.PlaneRecordReader;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.port.RollupStore;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.feed.PlaneFeed;
import dev.mcm.shared.feed.PlaneTopic;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.PoisonException;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.plane.PlaneNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IngestTest {
    private static final PlaneId PLANE = new PlaneId(PlaneLogScript.PLANE);
    private static final Epoch OWNER = new Epoch(3);
    private static final ObservedObject A = pod("a", "n1", "Running");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeObservedStore store = new FakeObservedStore();
    private final PlaneLogScript log = new PlaneLogScript();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Ingest ingest =
            new Ingest(store, OWNER, () -> NOW, new UnknownRecords(meters), () -> {});
    private final PlaneFeed<PlaneRecordReader.Reading> feed =
            PlaneFeed.of(PlaneTopic.STATE, PlaneRecordReader::read, ingest);
    private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();

    @BeforeEach
    void own() {
        feed.follow(Set.of(PLANE));
        ingest.add(
                new PlaneSession(
                        PLANE,
                        store.open(PLANE, OWNER),
                        new RollupStore.PlaneRows(
                                new TreeMap<>(),
                                new TreeMap<>(),
                                new TreeMap<>(),
                                new TreeMap<>(),
                                null,
                                RecordVersion.NONE),
                        Duration.ofSeconds(1)));
    }

    @Test
    void rowsAndOffsetAreWrittenTogether() throws Exception {
        log.upsert(A).upsert(pod("b", "n1", "Running")).upsert(pod("a", "n2", "Running"));
        feed.handle(batch());
        assertThat(store.writes).hasSize(1);
        assertThat(store.writes.getFirst().getFirst().changes().objects()).hasSize(2);
        assertThat(store.offsets).containsEntry(PLANE, 3L);
    }

    @Test
    void aBatchThatCouldNotBeWrittenIsWrittenWhenItComesAgain() throws Exception {
        log.upsert(A);
        store.down = true;
        TailBatch batch = batch();
        assertThatThrownBy(() -> feed.handle(batch)).isInstanceOf(McmException.class);
        assertThat(ingest.isFenced()).isFalse();
        store.down = false;
        feed.handle(batch);
        assertThat(store.rows).containsOnlyKeys("a");
        assertThat(store.offsets).containsEntry(PLANE, 1L);
    }

    @Test
    void aBatchThatComesAgainAfterItWasWrittenWritesNothing() throws Exception {
        log.upsert(A);
        TailBatch batch = batch();
        feed.handle(batch);
        feed.handle(batch);
        assertThat(store.writes).hasSize(1);
    }

    @Test
    void heartbeatsAloneWriteNothing() throws Exception {
        log.upsert(A);
        feed.handle(batch());
        for (int i = 0; i < 500; i++) {
            log.heartbeat(ObjectKind.OBJECT_KIND_POD, 1, true);
        }
        feed.handle(batch());
        assertThat(store.writes).hasSize(1);
        log.delete(A);
        feed.handle(batch());
        assertThat(store.writes).hasSize(2);
        assertThat(store.offsets).containsEntry(PLANE, 502L);
    }

    @Test
    void manyHeartbeatsMoveTheOffset() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            log.heartbeat(ObjectKind.OBJECT_KIND_POD, 0, true);
        }
        feed.handle(batch());
        assertThat(store.offsets).containsEntry(PLANE, 1_000L);
    }

    @Test
    void aPoisonRecordIsNamedBeforeAnythingOfItsBatchIsApplied() throws Exception {
        log.upsert(A);
        TailBatch batch = batch(record("not protobuf".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> feed.handle(batch))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("not a PlaneRecord");
        assertThat(store.writes).isEmpty();
        feed.handle(new TailBatch(batch.records().subList(0, 1), batch.nextOffsets()));
        assertThat(store.offsets).containsEntry(PLANE, 2L);
        assertThat(store.rows).containsOnlyKeys("a");
    }

    @Test
    void recordsOfALaterVersionAreLeftOutAndCountedAndTheRestGoesOn() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> later = new ArrayList<>();
        LaterRecords.read().values().forEach(value -> later.add(record(value)));
        feed.handle(batch(later));
        assertThat(store.rows).containsOnlyKeys("p1");
        assertThat(store.offsets).containsEntry(PLANE, 7L);
        assertThat(meters.get("mcm.gsm.unknown.records").counter().count()).isEqualTo(5);
    }

    @Test
    void tombstonesAreOnlyForTheTopic() throws Exception {
        log.upsert(A).delete(A);
        feed.handle(batch(record(null)));
        assertThat(store.rows.get("a").gone()).isTrue();
        assertThat(store.offsets).containsEntry(PLANE, 3L);
    }

    @Test
    void whoHasLostThePlaneWritesNothingAndKnowsIt() {
        log.upsert(A);
        store.open(PLANE, new Epoch(4));
        TailBatch batch = batch();
        assertThatThrownBy(() -> feed.handle(batch)).isInstanceOf(McmException.class);
        assertThat(ingest.isFenced()).isTrue();
        assertThat(store.rows).isEmpty();
    }

    @Test
    void recordsOfAPlaneThatIsNotOwnedAreLeftAlone() throws Exception {
        log.upsert(A);
        ingest.remove(PLANE);
        feed.handle(batch());
        assertThat(store.writes).isEmpty();
    }

    /// The script's records since the last batch, and one more.
    private TailBatch batch(ConsumerRecord<byte[], byte[]> last) {
        return batch(List.of(last));
    }

    private TailBatch batch() {
        return batch(List.of());
    }

    private TailBatch batch(List<ConsumerRecord<byte[], byte[]>> more) {
        int from = topic.size();
        for (PlaneRecord record : log.records().subList(from, log.records().size())) {
            topic.add(record(record.toByteArray()));
        }
        List<ConsumerRecord<byte[], byte[]>> records =
                new ArrayList<>(topic.subList(from, topic.size()));
        records.addAll(more);
        long next = topic.size() + more.size();
        return new TailBatch(
                records, Map.of(new TopicPartition(PlaneNames.stateTopic(PLANE), 0), next));
    }

    private ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
        return new ConsumerRecord<>(
                PlaneNames.stateTopic(PLANE), 0, topic.size(), new byte[0], value);
    }
}
