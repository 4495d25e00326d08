package dev.mcm.gsm.loop;

import static dev.mcm.gsm.core.PlaneLogScript.gpuNode;
import static dev.mcm.gsm.core.PlaneLogScript.node;
import static dev.mcm.gsm.core.PlaneLogScript.owned;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.gsm.core.LivenessPolicy;
import dev.mcm.gsm.core.ObservedCounts;
import dev.mcm.gsm.core.PlaneLogScript;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.gsm.port.RollupStore;
import dev.mcm.gsm.port.RollupStore.PlaneUpdate;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PlaneSessionTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final LivenessPolicy POLICY =
            new LivenessPolicy(Duration.ofSeconds(15), Duration.ofSeconds(30));
    private static final RollupStore.PlaneRows NO_ROWS =
            new RollupStore.PlaneRows(
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    null,
                    RecordVersion.NONE);

    private final PlaneLogScript log = new PlaneLogScript();
    private Instant now = T0;

    @Test
    void nothingIsRolledUpBeforeTheTopicHasBeenReadToItsEnd() {
        PlaneSession session = session(NO_ROWS);
        log.upsert(node("n1", gpuNode("H100", 8)));
        feed(session, 0);
        session.listening(2, T0);
        assertThat(session.update(POLICY, T0)).isEmpty();
        session.listening(1, T0);
        assertThat(session.update(POLICY, T0).orElseThrow().capacity()).hasSize(1);
    }

    @Test
    void anUpdateIsRepeatedUntilItIsStoredAndThenNotAgain() {
        PlaneSession session = session(NO_ROWS);
        log.upsert(node("n1", gpuNode("H100", 8)));
        feed(session, 0);
        session.listening(1, T0);
        PlaneUpdate update = session.update(POLICY, T0).orElseThrow();
        assertThat(session.update(POLICY, T0)).contains(update);
        session.updated(update, T0);
        assertThat(session.update(POLICY, T0)).isEmpty();
    }

    @Test
    void onlyRowsThatDifferAreUpdatedAndRowsWithoutPodsAreDeleted() {
        PlaneSession session = session(NO_ROWS);
        log.upsert(owned(pod("a", "n1", "Running"), "d-aaaaaaaaaa", 1));
        log.upsert(owned(pod("b", "n1", "Running"), "d-bbbbbbbbbb", 1));
        feed(session, 0);
        session.listening(2, T0);
        store(session);
        log.upsert(owned(pod("c", "n1", "Running"), "d-bbbbbbbbbb", 1));
        log.delete(pod("a", "n1", "Running"));
        feed(session, 2);
        PlaneUpdate update = store(session);
        assertThat(update.observed().upserts().values())
                .containsExactly(new ObservedCounts(1, 2, 2, 0, 0, 0, "", ""));
        assertThat(update.observed().deletes())
                .extracting(key -> key.deploymentId().value())
                .containsExactly("d-aaaaaaaaaa");
        assertThat(update.capacity()).isNull();
    }

    @Test
    void eachUpdateIsNewerThanTheRowsAlsoWhenTheNewestRecordIsNot() {
        RollupStore.PlaneRows ahead =
                new RollupStore.PlaneRows(
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        null,
                        new RecordVersion(1, 50));
        PlaneSession session = session(ahead);
        log.upsert(node("n1", gpuNode("H100", 8)));
        feed(session, 0);
        session.listening(1, T0);
        PlaneUpdate first = store(session);
        assertThat(first.version()).isEqualTo(new RecordVersion(1, 51));
        log.upsert(node("n2", gpuNode("H100", 8)));
        feed(session, 1);
        assertThat(store(session).version()).isEqualTo(new RecordVersion(1, 52));
    }

    @Test
    void aPlaneBecomesLiveByAHeartbeatAndSilentWithoutOne() {
        PlaneSession session = session(NO_ROWS);
        session.listening(0, T0);
        log.heartbeat();
        feed(session, 0);
        assertThat(store(session).liveness()).isEqualTo(liveness(Hearing.LIVE, T0));
        assertThat(session.update(POLICY, T0.plusSeconds(14))).isEmpty();
        assertThat(session.update(POLICY, T0.plusSeconds(15)).orElseThrow().liveness())
                .isEqualTo(liveness(Hearing.SILENT, T0.plusSeconds(15)));
    }

    @Test
    void aNewPlaneIsNotLiveBeforeItsPodsAreListed() {
        PlaneSession session = session(NO_ROWS);
        session.listening(0, T0);
        log.snapshot(ObjectKind.OBJECT_KIND_NODE, node("n1", gpuNode("H100", 8)))
                .heartbeat(true, ObjectKind.OBJECT_KIND_NODE, ObjectKind.OBJECT_KIND_DEPLOYMENT);
        feed(session, 0);
        assertThat(store(session).liveness()).isNull();
        int from = log.records().size();
        log.snapshot(ObjectKind.OBJECT_KIND_POD, pod("a", "n1", "Running")).heartbeat();
        feed(session, from);
        assertThat(store(session).liveness().state()).isEqualTo(Hearing.LIVE);
    }

    @Test
    void aHeartbeatInTheBacklogIsNoSignOfLife() {
        PlaneSession session = session(NO_ROWS);
        log.heartbeat(ObjectKind.OBJECT_KIND_POD, 0, true);
        feed(session, 0);
        session.listening(1, T0);
        assertThat(session.update(POLICY, T0)).isEmpty();
    }

    @Test
    void theFirstChangeAfterARestIsRolledUpAtOnceAndTheNextAfterTheInterval() {
        PlaneSession session = session(NO_ROWS);
        session.listening(0, T0);
        log.upsert(owned(pod("a", "n1", "Running"), "d-aaaaaaaaaa", 1));
        feed(session, 0);
        session.updated(session.update(POLICY, T0).orElseThrow(), T0);
        log.upsert(owned(pod("b", "n1", "Running"), "d-aaaaaaaaaa", 1));
        feed(session, 1);
        assertThat(session.update(POLICY, T0.plusMillis(999))).isEmpty();
        assertThat(session.update(POLICY, T0.plusSeconds(1)).orElseThrow().observed().upserts())
                .hasSize(1);
    }

    /// Who sees a pod bound and its room still free gives that room away twice.
    @Test
    void aPodIsNeverToldAsBoundBeforeItsRoomIsTaken() {
        PlaneSession session = session(NO_ROWS);
        session.listening(0, T0);
        log.upsert(node("n1", gpuNode("H100", 8)));
        feed(session, 0);
        session.updated(session.update(POLICY, T0).orElseThrow(), T0);
        PodDetail onGpu =
                PodDetail.newBuilder()
                        .setNodeName("n1")
                        .setPhase("Running")
                        .setGpuCount(1)
                        .setGpuMilli(1000)
                        .build();
        log.upsert(owned(pod("a", onGpu), "d-aaaaaaaaaa", 1));
        feed(session, 1);
        for (int millis = 10; millis <= 1_000; millis += 10) {
            Instant later = T0.plusMillis(millis);
            Optional<PlaneUpdate> update = session.update(POLICY, later);
            boolean bound = update.filter(told -> !told.observed().isEmpty()).isPresent();
            boolean taken = update.filter(told -> told.capacity() != null).isPresent();
            assertThat(taken).as("room taken after %d ms", millis).isEqualTo(bound);
            update.ifPresent(told -> session.updated(told, later));
        }
    }

    @Test
    void aClockThatIsSetBackHoldsNoRowUp() {
        PlaneSession session = session(NO_ROWS);
        session.listening(0, T0);
        log.upsert(owned(pod("a", "n1", "Running"), "d-aaaaaaaaaa", 1));
        feed(session, 0);
        session.updated(session.update(POLICY, T0).orElseThrow(), T0);
        log.upsert(owned(pod("b", "n1", "Running"), "d-aaaaaaaaaa", 1));
        feed(session, 1);
        assertThat(session.update(POLICY, T0.minusSeconds(3600))).isPresent();
    }

    private PlaneUpdate store(PlaneSession session) {
        PlaneUpdate update = session.update(POLICY, now).orElseThrow();
        session.updated(update, now);
        now = now.plus(PACE);
        return update;
    }

    private void feed(PlaneSession session, int from) {
        List<PlaneRecord> records = log.records();
        session.apply(records.subList(from, records.size()), records.size(), T0);
    }

    private static PlaneLiveness liveness(Hearing state, Instant since) {
        return new PlaneLiveness(
                new PlaneId(PlaneLogScript.PLANE), state, new Epoch(1), since, "", true);
    }

    private static PlaneSession session(RollupStore.PlaneRows rows) {
        return new PlaneSession(
                new PlaneId(PlaneLogScript.PLANE),
                new ObservedStore.StoredPlane(List.of(), Map.of(), List.of(), 0),
                rows,
                PACE);
    }
}
