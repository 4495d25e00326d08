package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.Scene.T0;
import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A plane with room that is reserved for organisations, and one that is for everybody and full.
final class ReservedPlaneTest {
    private static PlaneFacts plane(String id, Set<String> organizations, NodeClass... capacity) {
        PlaneId plane = new PlaneId(id);
        return new PlaneFacts(
                plane,
                "aws",
                "us-1",
                true,
                false,
                IdentityState.KNOWN,
                SceneParts.heard(),
                SceneParts.reached(),
                new PlaneStateRow(plane, PlaneState.LIVE, "heard", T0),
                List.of(capacity),
                Sightings.NONE,
                null,
                organizations,
                Duration.ZERO,
                Map.of());
    }

    private static SchedulerPlan decide(Set<String> reservedFor, PlacedCell... placed) {
        DeploymentFacts facts =
                new DeploymentFacts(
                        Scene.id("d"),
                        "acme",
                        Set.of(),
                        1,
                        0,
                        T0,
                        true,
                        2,
                        spec(gpu("H100", 1)),
                        List.of(placed),
                        null,
                        null,
                        List.of(),
                        Rollout.DEFAULT);
        SchedulerSnapshot snapshot =
                new SchedulerSnapshot(
                        List.of(
                                plane("all", Set.of()),
                                plane("one", reservedFor, gpuNodes(1, "H100", 8))),
                        List.of(facts));
        return Scheduling.decide(snapshot, SchedulerPolicy.DEFAULT, T0);
    }

    private static VerdictReason verdict(SchedulerPlan plan) {
        return plan.verdicts().getFirst().verdicts().stream()
                .filter(said -> said.planeId().equals(new PlaneId("one")))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    @Test
    void itTakesReplicasOfTheOrganisationsItIsReservedFor() {
        assertThat(decide(Set.of("bolt", "acme")).placements())
                .extracting(CellChange::replicas)
                .containsExactly(2);
    }

    @Test
    void itTakesNoneOfOthersHoweverMuchRoomItHas() {
        SchedulerPlan plan = decide(Set.of("bolt"));

        assertThat(plan.placements()).isEmpty();
        assertThat(plan.summaries().getFirst().summary().pending()).isEqualTo(2);
        assertThat(verdict(plan)).isEqualTo(VerdictReason.RESERVED);
    }

    @Test
    void whatIsThereWhenItIsReservedForOthersIsMisplaced() {
        PlacedCell there =
                new PlacedCell(
                        new PlaneId("one"),
                        new InstanceTypeName("h100"),
                        PodRevision.UNKNOWN,
                        WorkloadKind.DEPLOYMENT,
                        2,
                        1,
                        null,
                        T0,
                        Collections.emptySortedMap(),
                        MoveMemory.grown(T0));

        SchedulerPlan plan = decide(Set.of("bolt"), there);

        assertThat(plan.placements()).isEmpty();
        assertThat(plan.summaries().getFirst().summary().misplaced()).isEqualTo(2);
        assertThat(plan.summaries().getFirst().summary().reason())
                .isEqualTo(PlacementOutcome.MISPLACED);
        assertThat(verdict(plan)).isEqualTo(VerdictReason.RESERVED);
    }
}
