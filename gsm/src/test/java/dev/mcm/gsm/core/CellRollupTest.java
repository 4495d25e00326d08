package dev.mcm.gsm.core;

import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_DEPLOYMENT;
import static dev.mcm.gsm.core.PlaneLogScript.of;
import static dev.mcm.gsm.core.PlaneLogScript.owned;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static dev.mcm.gsm.core.PlaneLogScript.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CellRollupTest {
    private static final String D = "d-aaaaaaaaaa";
    private static final String OLD = "0a1b2c3d4e";
    private static final String NEW = "ffffffffff";
    private static final Instant T0 = Instant.parse("2026-11-30T08:00:00Z");
    private static final ObservedObject FIRST = of(owned(workload("w1", 1), D, 1), OLD);
    private static final ObservedObject SECOND = of(owned(workload("w2", 1), D, 2), NEW);

    private final PlaneLogScript log = new PlaneLogScript();
    private final PlaneModel model = new PlaneModel(List.of(), Map.of(), List.of());

    @Test
    void aCellSaysTheRevisionOfItsWorkloadAndOfItsPods() {
        log.upsert(FIRST)
                .upsert(SECOND)
                .upsert(of(ready("a", 1), OLD))
                .upsert(of(ready("b", 3), NEW));
        play();
        assertThat(revisions()).isEqualTo(Map.of(1L, OLD, 2L, NEW, 3L, NEW));
        assertThat(model.cells().values())
                .extracting(CellReplicas::groups)
                .containsExactly(oneReady(), List.of(), oneReady());
    }

    @Test
    void whereSeveralAreSaidTheGreatestCountsInWhateverOrderTheyCome() {
        log.upsert(of(ready("a", 1), NEW)).upsert(FIRST).upsert(of(ready("b", 1), OLD));
        log.upsert(SECOND).upsert(of(ready("c", 2), OLD));
        play();
        assertThat(revisions()).isEqualTo(Map.of(1L, NEW, 2L, NEW));
    }

    @Test
    void whatSaysNoneOrWhatIsNoRevisionIsNotKnown() {
        log.upsert(owned(workload("w1", 1), D, 1)).upsert(ready("a", 1));
        log.upsert(of(ready("b", 2), "anything"));
        log.upsert(of(ready("c", 3), "anything")).upsert(of(owned(workload("w3", 1), D, 3), OLD));
        play();
        assertThat(revisions()).isEqualTo(Map.of(1L, "0000000000", 2L, "0000000000", 3L, OLD));
    }

    /// An LSM of before told of the pod already; the new one tells its label.
    @Test
    void aLabelThatIsToldLaterIsNews() {
        log.upsert(ready("a", 1));
        play();
        assertThat(model.takeRollupsStale()).isTrue();
        assertThat(revisions()).isEqualTo(Map.of(1L, "0000000000"));
        log.restart().upsert(of(ready("a", 1), OLD));
        play();
        assertThat(model.takeRollupsStale()).isTrue();
        assertThat(revisions()).isEqualTo(Map.of(1L, OLD));
    }

    /// Deployments and ReplicaSets are one kind: its count is that of both.
    @Test
    void aListThatMissesAReplicaSetTakesNothingAwayAndOneThatHasAllDoes() {
        ObservedObject deployment = owned(workload("d", 1), D, 1);
        log.snapshot(OBJECT_KIND_DEPLOYMENT, deployment, SECOND);
        log.restart().begin(OBJECT_KIND_DEPLOYMENT).upsert(SECOND);
        log.end(OBJECT_KIND_DEPLOYMENT, 1, 2);
        play();
        assertThat(revisions()).containsOnlyKeys(1L, 2L);
        log.heartbeat(OBJECT_KIND_DEPLOYMENT, 1, true);
        play();
        assertThat(revisions()).isEqualTo(Map.of(2L, NEW));
    }

    private void play() {
        log.records().forEach(record -> model.apply(record, T0));
        model.changes();
        model.changesWritten(T0);
    }

    private Map<Long, String> revisions() {
        return model.cells().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                cell -> cell.getKey().specVersion(),
                                cell -> cell.getValue().revision().value()));
    }

    private static List<ReplicaGroup> oneReady() {
        return List.of(new ReplicaGroup(ReplicaState.READY, 1, T0, ""));
    }

    private static ObservedObject ready(String uid, long version) {
        PodDetail detail =
                PodDetail.newBuilder().setNodeName("n1").setPhase("Running").setReady(true).build();
        return owned(pod(uid, detail), D, version);
    }
}
