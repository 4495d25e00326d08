package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.group;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Planes whose nodes have room and whose quotas do not.
final class PlaneQuotasTest {
    private static final String ACME = "acme";
    private static final Footprint ONE_GPU =
            new Footprint(new Shape(1_500, 2_048, 1, 1000, "H100"), 1, Tolerations.NONE);

    private static QuotaLimit limit(QuotaResource resource, long hard, long used) {
        return new QuotaLimit(resource, "team", hard, used);
    }

    private static PlaneQuotas quotas(QuotaLimit... limits) {
        return new PlaneQuotas(Map.of(ACME, List.of(limits)));
    }

    @Test
    void theTightestLimitDecides() {
        PlaneQuotas quotas =
                quotas(
                        limit(QuotaResource.PODS, 10, 2),
                        limit(QuotaResource.CPU_MILLI, 10_000, 2_600),
                        limit(QuotaResource.MEMORY_MIB, 100_000, 0),
                        limit(QuotaResource.GPU, 8, 1));
        assertThat(quotas.fits(ACME, ONE_GPU)).as("7.4 cores / 1.5").isEqualTo(4);
        assertThat(quotas.fits("bolt", ONE_GPU)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aLimitOfWhatAReplicaDoesNotTakeIsNone() {
        PlaneQuotas quotas = quotas(limit(QuotaResource.GPU_MILLI, 0, 0));
        Footprint share = new Footprint(new Shape(1, 1, 1, 250, "T4"), 1, Tolerations.NONE);
        assertThat(quotas.fits(ACME, ONE_GPU)).isEqualTo(Integer.MAX_VALUE);
        assertThat(quotas.fits(ACME, share)).isZero();
    }

    @Test
    void whatIsDecidedAndNotMadeCounts() {
        PlaneQuotas quotas = quotas(limit(QuotaResource.GPU, 8, 3));
        quotas.reserve(ACME, ONE_GPU, 4);
        assertThat(quotas.fits(ACME, ONE_GPU)).isEqualTo(1);
        quotas.reserve(ACME, ONE_GPU, 1);
        assertThat(quotas.refusal(ACME, ONE_GPU))
                .hasValue("quota team leaves 0 of 8 whole GPUs, a replica asks for 1");
    }

    @Test
    void aGangTakesAllItsPodsAtOnceAndAQuotaThatWasMadeSmallerLeavesNothing() {
        Footprint gang = new Footprint(ONE_GPU.shape(), 3, Tolerations.NONE);
        assertThat(quotas(limit(QuotaResource.PODS, 8, 0)).fits(ACME, gang)).isEqualTo(2);
        assertThat(quotas(limit(QuotaResource.PODS, 8, 11)).fits(ACME, gang)).isZero();
    }

    @Test
    void whatTheQuotaOfOnePlaneLeavesNoRoomForGoesToAnother() {
        SchedulerPlan plan =
                decide(5, List.of(), plane("a", 8, limit(QuotaResource.GPU, 4, 2)), plane("b", 2));
        assertThat(plan.placements())
                .extracting(change -> change.planeId().value() + " " + change.replicas())
                .containsExactlyInAnyOrder("a 2", "b 2");
        Verdict verdict = verdict(plan, "a");
        assertThat(verdict.reason()).isEqualTo(VerdictReason.QUOTA);
        assertThat(verdict.message())
                .isEqualTo("quota team leaves 0 of 4 whole GPUs, a replica asks for 1");
        assertThat(plan.summaries().getFirst().summary().pending()).isEqualTo(1);
    }

    @Test
    void aReplicaThatThePlaneShowsIsInWhatIsUsedAlready() {
        PlacedCell made = placed("a", 4, group(ReplicaState.UNBOUND, 2));
        SchedulerPlan plan =
                decide(5, List.of(made), plane("a", 8, limit(QuotaResource.GPU, 5, 2)));
        assertThat(plan.placements())
                .as("5 - 2 used - 2 not made")
                .extracting(CellChange::replicas)
                .containsExactly(5);
        SchedulerPlan full =
                decide(5, List.of(made), plane("a", 8, limit(QuotaResource.GPU, 4, 2)));
        assertThat(full.placements()).isEmpty();
    }

    private static PlacedCell placed(String plane, int replicas, ReplicaGroup... shown) {
        SortedMap<Long, List<ReplicaGroup>> observed = new TreeMap<>();
        observed.put(1L, List.of(shown));
        return new PlacedCell(
                new PlaneId(plane),
                new InstanceTypeName("h100"),
                gpu("H100", 1).revision(),
                WorkloadKind.DEPLOYMENT,
                replicas,
                1,
                null,
                Scene.T0,
                observed,
                MoveMemory.grown(Scene.T0));
    }

    private static Verdict verdict(SchedulerPlan plan, String plane) {
        return plan.verdicts().getFirst().verdicts().stream()
                .filter(said -> said.planeId().value().equals(plane))
                .findFirst()
                .orElseThrow();
    }

    private static SchedulerPlan decide(
            int desired, List<PlacedCell> placed, PlaneFacts... planes) {
        DeploymentFacts facts =
                new DeploymentFacts(
                        Scene.id("d"),
                        ACME,
                        Set.of(),
                        1,
                        0,
                        Scene.T0,
                        true,
                        desired,
                        spec(gpu("H100", 1)),
                        placed,
                        null,
                        null,
                        List.of(),
                        Rollout.DEFAULT);
        return Scheduling.decide(
                new SchedulerSnapshot(List.of(planes), List.of(facts)),
                SchedulerPolicy.DEFAULT,
                Scene.T0);
    }

    private static PlaneFacts plane(String id, int gpus, QuotaLimit... limits) {
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
                new PlaneStateRow(plane, PlaneState.LIVE, "heard", Scene.T0),
                List.of(gpuNodes(1, "H100", gpus)),
                Sightings.NONE,
                null,
                Set.of(),
                Duration.ZERO,
                limits.length == 0 ? Map.of() : Map.of(ACME, List.of(limits)));
    }
}
