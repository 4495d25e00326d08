package dev.mcm.gsm.core;

import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_NODE;
import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_POD;
import static dev.mcm.gsm.core.PlaneLogScript.gpuNode;
import static dev.mcm.gsm.core.PlaneLogScript.node;
import static dev.mcm.gsm.core.PlaneLogScript.owned;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static dev.mcm.gsm.core.PlaneLogScript.workload;
import static dev.mcm.state.observed.ReplicaState.FAILING;
import static dev.mcm.state.observed.ReplicaState.READY;
import static dev.mcm.state.observed.ReplicaState.STARTING;
import static dev.mcm.state.observed.ReplicaState.TERMINATING;
import static dev.mcm.state.observed.ReplicaState.UNBOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.state.observed.ReplicaAge;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class PodAgesTest {
    private static final String D = "d-aaaaaaaaaa";
    private static final Instant T0 = Instant.parse("2026-11-30T08:00:00Z");
    private static final ObservedObject UP = node("n1", gpuNode("H100", 8));
    private static final ObservedObject DOWN =
            node("n1", gpuNode("H100", 8).toBuilder().setReady(false).build());

    private final PlaneLogScript log = new PlaneLogScript();
    private final Map<String, ReplicaAge> stored = new HashMap<>();
    private PlaneModel model = new PlaneModel(List.of(), Map.of(), List.of());
    private int played;

    @Test
    void aPodsStateIsSinceItWasStoredFirstHoweverOftenItIsReported() {
        log.upsert(ready("a"));
        play();
        store(0);
        log.upsert(ready("a").toBuilder().setResourceVersion("2").build());
        play();
        store(10);
        assertThat(groups()).containsExactly(group(READY, 1, 0, ""));

        log.upsert(mine("a", bound().setReason("CrashLoopBackOff").build()));
        play();
        store(20);
        assertThat(groups()).containsExactly(group(FAILING, 1, 20, "CrashLoopBackOff"));
    }

    @Test
    void whatIsNotStoredYetHasNoAgeAndShowsAsItWas() {
        log.upsert(ready("a"));
        play();
        assertThat(model.cells()).isEmpty();
        store(0);
        log.upsert(mine("a", bound().build()));
        play();
        assertThat(groups()).containsExactly(group(READY, 1, 0, ""));
        assertThat(model.takeRollupsStale()).isTrue();
        store(5);
        assertThat(model.takeRollupsStale()).as("an age is news").isTrue();
        assertThat(groups()).containsExactly(group(STARTING, 1, 5, ""));
    }

    @Test
    void aPodIsInTheStateThatItsRecordSays() {
        log.upsert(mine("a", PodDetail.newBuilder().setReason("Unschedulable").build()));
        log.upsert(mine("b", bound().setReason("ContainerCreating").build()));
        log.upsert(mine("c", bound().setReason("ImagePullBackOff").build()));
        log.upsert(mine("d", bound().setReady(true).setReason("OOMKilled").build()));
        log.upsert(terminating(mine("e", bound().setReady(true).build())));
        log.upsert(mine("f", bound().setPhase("Failed").setReason("Evicted").build()));
        log.upsert(pod("foreign", bound().build()));
        play();
        store(0);
        assertThat(groups())
                .containsExactly(
                        group(UNBOUND, 1, 0, "Unschedulable"),
                        group(STARTING, 1, 0, ""),
                        group(READY, 1, 0, ""),
                        group(FAILING, 1, 0, "ImagePullBackOff"),
                        group(TERMINATING, 1, 0, ""));
    }

    @Test
    void aPodFailsWithItsNodeAndIsItselfAgainWhenTheNodeIsBack() {
        log.snapshot(OBJECT_KIND_NODE, UP).upsert(ready("a"));
        log.upsert(mine("waits", PodDetail.getDefaultInstance()));
        play();
        store(0);
        log.upsert(DOWN);
        play();
        store(30);
        assertThat(groups())
                .containsExactly(group(UNBOUND, 1, 0, ""), group(FAILING, 1, 30, "NodeNotReady"));

        log.upsert(mine("a", bound().build()));
        play();
        store(40);
        assertThat(groups())
                .as("what the pod says of itself meanwhile does not make it younger")
                .contains(group(FAILING, 1, 30, "NodeNotReady"));

        log.upsert(UP).upsert(ready("a"));
        play();
        store(50);
        assertThat(groups()).contains(group(READY, 1, 50, ""));
    }

    @Test
    void aPodWhoseNodeIsGoneFailsAndStaysSoWhileALaterLsmStillLists() {
        log.snapshot(OBJECT_KIND_NODE, UP, node("n2", gpuNode("H100", 8))).upsert(ready("a"));
        play();
        store(0);
        log.delete(UP);
        play();
        store(10);
        assertThat(groups()).containsExactly(group(FAILING, 1, 10, "NodeGone"));

        log.restart().begin(OBJECT_KIND_NODE);
        play();
        store(20);
        assertThat(groups()).extracting(ReplicaGroup::since).containsExactly(T0.plusSeconds(10));
    }

    @Test
    void aPodThatIsReportedBeforeItsNodeDoesNotFail() {
        log.begin(OBJECT_KIND_NODE).upsert(node("n2", gpuNode("H100", 8))).upsert(ready("a"));
        play();
        store(0);
        assertThat(groups()).containsExactly(group(READY, 1, 0, ""));
    }

    @Test
    void aSecondRunAndAReplayOfEverythingLeaveEveryAge() {
        log.snapshot(OBJECT_KIND_NODE, UP).snapshot(OBJECT_KIND_POD, ready("a"), ready("b"));
        play();
        store(0);
        log.upsert(DOWN);
        play();
        store(10);
        List<ReplicaGroup> before = groups();

        model =
                new PlaneModel(
                        List.of(model.live(OBJECT_KIND_NODE), model.live(OBJECT_KIND_POD)).stream()
                                .flatMap(List::stream)
                                .toList(),
                        stored,
                        List.of());
        assertThat(model.changes().states()).isEmpty();
        assertThat(groups()).isEqualTo(before);
        played = 0;
        play();
        assertThat(model.changes().states()).isEmpty();
        assertThat(groups()).isEqualTo(before);
    }

    @Test
    void aPodStoredByAGsmThatKnewNoAgesIsAsOldAsTheFirstThatDoes() {
        log.upsert(ready("a"));
        play();
        model = new PlaneModel(model.live(OBJECT_KIND_POD), Map.of(), List.of());
        assertThat(model.changes().states()).containsExactly(Map.entry("a", READY));
        store(7);
        assertThat(groups()).containsExactly(group(READY, 1, 7, ""));
    }

    @Test
    void aRowEndsWhenNeitherWorkloadNorPodIsThere() {
        log.upsert(owned(workload("w", 1), D, 2)).upsert(ready("old"));
        play();
        store(0);
        assertThat(model.cells().values())
                .extracting(CellReplicas::groups)
                .containsExactly(List.of(group(READY, 1, 0, "")), List.of());
        assertThat(model.cells().keySet())
                .extracting(ObservedCellKey::specVersion)
                .containsExactly(1L, 2L);
        log.delete(ready("old"));
        play();
        store(1);
        assertThat(model.cells().keySet())
                .extracting(ObservedCellKey::specVersion)
                .containsExactly(2L);
        log.delete(workload("w", 1));
        play();
        assertThat(model.cells()).isEmpty();
    }

    private void play() {
        log.records()
                .subList(played, log.records().size())
                .forEach(record -> model.apply(record, T0));
        played = log.records().size();
    }

    /// Stores what has changed at a moment of Postgres' clock.
    private void store(int second) {
        SortedMap<String, ReplicaState> states = model.changes().states();
        states.forEach(
                (uid, state) -> stored.put(uid, new ReplicaAge(state, T0.plusSeconds(second))));
        model.changesWritten(T0.plusSeconds(second));
    }

    private List<ReplicaGroup> groups() {
        assertThat(model.cells()).hasSize(1);
        return model.cells().firstEntry().getValue().groups();
    }

    private static ReplicaGroup group(ReplicaState state, int count, int since, String reason) {
        return new ReplicaGroup(state, count, T0.plusSeconds(since), reason);
    }

    private static ObservedObject ready(String uid) {
        return mine(uid, bound().setReady(true).build());
    }

    private static PodDetail.Builder bound() {
        return PodDetail.newBuilder().setNodeName("n1").setPhase("Running");
    }

    private static ObservedObject mine(String uid, PodDetail detail) {
        return owned(pod(uid, detail), D, 1);
    }

    private static ObservedObject terminating(ObservedObject pod) {
        return pod.toBuilder().setTerminating(true).build();
    }
}
