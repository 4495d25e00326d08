package dev.mcm.atc.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.PodProblem;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaAge;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OtherStatusTest {
    private static final Map<String, String> ALL =
            Map.of("autoscaler", "a", "scheduler", "b", "atc-pusher", "c", "gns", "d", "gsm", "e");
    private static final SystemProblems.Slots GOOD =
            new SystemProblems.Slots(
                    List.of(new SystemProblems.Slot("s", true, "reserved", 10)), List.of("s"));

    @Test
    void aHealthySystemHasNoProblems() {
        assertThat(
                        SystemProblems.find(
                                ALL,
                                GOOD,
                                List.of(
                                        new SystemProblems.PlaneFact(
                                                new PlaneId("p"), PlaneState.LIVE, true, "")),
                                0))
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        SystemProblems.Slots bad =
                new SystemProblems.Slots(
                        List.of(new SystemProblems.Slot("s", false, "lost", 1L << 30)),
                        List.of("s", "gone"));

        List<String> problems =
                SystemProblems.find(
                        Map.of("gns", "x"),
                        bad,
                        List.of(
                                new SystemProblems.PlaneFact(
                                        new PlaneId("p"), PlaneState.LOST, false, "dead")),
                        2);

        assertThat(problems)
                .contains(
                        "nobody holds role autoscaler",
                        "replication slot s is not being read",
                        "WAL of replication slot s is lost",
                        "replication slot s is 1024 MiB behind",
                        "replication slot gone does not exist any more",
                        "plane p is LOST: dead",
                        "API of plane p cannot be reached",
                        "2 pushes failed at their last attempt")
                .doesNotContain("nobody holds role gns");
    }

    @Test
    void aPlaneIsUnreachableAfterThreeMissesAndReachableAfterOneAnswer() {
        ProbePolicy policy = new ProbePolicy(false, 0);
        assertThat(policy.isKnown()).isFalse();
        policy = policy.answered();
        assertThat(policy.missed().missed().reachable()).isTrue();
        assertThat(policy.missed().answered().missed().missed().reachable()).isTrue();
        assertThat(policy.missed().missed().missed().reachable()).isFalse();
        assertThat(policy.missed().missed().missed().answered().reachable()).isTrue();
        assertThat(new ProbePolicy(false, 0).missed().missed().isKnown()).isFalse();
        assertThat(new ProbePolicy(false, 0).missed().missed().missed().isKnown()).isTrue();
    }

    @Test
    void podsWithAReasonComeFirstAndReadyOnesNotAtAll() {
        List<PodProblem> problems =
                PodProblems.worst(
                        List.of(
                                pod("loading", PodDetail.newBuilder().setPhase("Running")),
                                pod(
                                        "ready",
                                        PodDetail.newBuilder().setPhase("Running").setReady(true)),
                                pod(
                                        "crashing",
                                        PodDetail.newBuilder()
                                                .setPhase("Running")
                                                .setReason("CrashLoopBackOff")
                                                .setRestarts(9)),
                                pod(
                                        "oom",
                                        PodDetail.newBuilder()
                                                .setPhase("Running")
                                                .setReason("OOMKilled")
                                                .setRestarts(1))));

        assertThat(problems)
                .extracting(PodProblem::getPod)
                .containsExactly("crashing", "oom", "loading");
        assertThat(problems.getFirst().getReason()).isEqualTo("Running/CrashLoopBackOff");
        assertThat(problems.getLast().getReason()).isEqualTo("Running");
    }

    @Test
    void aPodIsToldWithItsAgeAlsoWhenOnlyItsNodeFails() {
        Instant since = Instant.parse("2026-11-30T08:00:00.5Z");
        ObservedObject ready =
                ObservedObject.newBuilder()
                        .setName("ready")
                        .setPod(
                                PodDetail.newBuilder()
                                        .setPhase("Running")
                                        .setReady(true)
                                        .setNodeName("n1"))
                        .build();
        assertThat(problems(ready, new ReplicaAge(ReplicaState.READY, since))).isEmpty();

        PodProblem problem =
                problems(ready, new ReplicaAge(ReplicaState.FAILING, since)).getFirst();
        assertThat(problem.getReason()).isEqualTo("Running/NodeNotReady");
        assertThat(problem.getMessage()).contains("n1");
        assertThat(problem.getState()).isEqualTo("FAILING");
        assertThat(problem.getSince().getSeconds()).isEqualTo(since.getEpochSecond());
    }

    private static List<PodProblem> problems(ObservedObject pod, ReplicaAge age) {
        return PodProblems.worst(List.of(new PodProblems.Pod(new PlaneId("p"), pod, age)));
    }

    private static PodProblems.Pod pod(String name, PodDetail.Builder detail) {
        return new PodProblems.Pod(
                new PlaneId("p"),
                ObservedObject.newBuilder().setName(name).setPod(detail).build(),
                null);
    }
}
