package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.Scene.T0;
import static dev.mcm.scheduler.core.SceneParts.cpu;
import static dev.mcm.scheduler.core.SceneParts.cpuNodes;
import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.group;
import static dev.mcm.scheduler.core.SceneParts.heard;
import static dev.mcm.scheduler.core.SceneParts.reached;
import static dev.mcm.scheduler.core.SceneParts.share;
import static dev.mcm.scheduler.core.SceneParts.silent;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static dev.mcm.scheduler.core.SceneParts.unreached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.placement.WorkloadKind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchedulingTest {
    private final Scene scene = new Scene();

    /// Of deployment d on plane a.
    private static CellChange change(
            String instanceType, int replicas, long specVersion, PlacementReason reason) {
        return new CellChange(
                Scene.id("d"),
                new PlaneId("a"),
                new InstanceTypeName(instanceType),
                gpu(instanceType.toUpperCase(Locale.ROOT), 1).revision(),
                WorkloadKind.REPLICA_SET,
                replicas,
                specVersion,
                reason,
                MoveMemory.grown(Scene.T0));
    }

    private static DeploymentSpec ruled(PlacementRules rules, ShapeOption... options) {
        return new DeploymentSpec(
                List.of(options), 1, Tolerations.NONE, rules, java.time.Duration.ZERO);
    }

    private static PlacementRules spread(int minPlanes, int share) {
        return new PlacementRules(
                Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of(), minPlanes, share);
    }

    private SummaryCounts summary(String id) {
        return Objects.requireNonNull(scene.deployment(id).summary());
    }

    @Test
    void replicasGoToThePlaneWithMostRoomAndBalanceOut() {
        scene.plane("a", gpuNodes(1, "H100", 2))
                .plane("b", gpuNodes(1, "H100", 4))
                .deploy("d", 4, spec(gpu("H100", 1)));
        scene.settle();
        assertThat(scene.on("d", "b")).isEqualTo(3);
        assertThat(scene.on("d", "a")).isEqualTo(1);
        assertThat(summary("d")).isEqualTo(new SummaryCounts(4, 4, 0, 0, PlacementOutcome.PLACED));
    }

    @Test
    void whatFitsIsPlacedAndTheRestWaitsWithAReasonPerPlane() {
        scene.plane("a", gpuNodes(1, "H100", 2))
                .plane("b", gpuNodes(1, "A10", 2))
                .deploy("d", 5, spec(gpu("H100", 1)));
        scene.settle();
        assertThat(summary("d"))
                .isEqualTo(new SummaryCounts(5, 2, 3, 0, VerdictReason.NO_CAPACITY));
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.NO_CAPACITY);
        assertThat(scene.fullVerdict("d", "b"))
                .isEqualTo(
                        new Verdict(
                                new PlaneId("b"),
                                VerdictReason.GPU_TYPE_ABSENT,
                                "no node has GPU model H100 (there are: A10)",
                                0));
    }

    @Test
    void newCapacityIsGivenToWhatIsPending() {
        scene.plane("a", gpuNodes(1, "H100", 1)).deploy("d", 2, spec(gpu("H100", 1)));
        scene.settle();
        scene.bindAll().capacity("a", gpuNodes(1, "H100", 1));
        scene.settle();
        assertThat(scene.on("d", "a")).isEqualTo(2);
    }

    @Test
    void placedButUnboundReplicasAreNotPlacedOver() {
        scene.plane("a", gpuNodes(1, "H100", 2)).deploy("d", 2, spec(gpu("H100", 1)));
        scene.settle();
        scene.deploy("e", 1, spec(gpu("H100", 1)));
        scene.settle();
        assertThat(scene.placed("e")).isZero();
        assertThat(summary("e").pending()).isEqualTo(1);
    }

    @Test
    void urgentDeploymentsAreServedFirst() {
        scene.plane("a", gpuNodes(1, "H100", 1));
        scene.deploy("a0low", 0, 1, spec(gpu("H100", 1)))
                .deploy("z0high", 10, 1, spec(gpu("H100", 1)));
        scene.settle();
        assertThat(scene.placed("z0high")).isEqualTo(1);
        assertThat(scene.placed("a0low")).isZero();
    }

    @Test
    void secondInstanceTypeTakesWhatTheFirstCannotHold() {
        scene.plane("a", gpuNodes(1, "H100", 1), gpuNodes(1, "A10", 4))
                .deploy("d", 3, spec(gpu("H100", 1), gpu("A10", 1)));
        scene.settle();
        assertThat(scene.deployment("d").placements())
                .extracting(row -> row.instanceType().value(), PlacedCell::replicas)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("h100", 1),
                        org.assertj.core.groups.Tuple.tuple("a10", 2));
    }

    @Test
    void unknownPlaneIsHeldAndGetsNothingNew() {
        scene.plane("a", gpuNodes(1, "H100", 8)).deploy("d", 2, spec(gpu("H100", 1)));
        scene.settle();
        scene.bindAll().plane("b", gpuNodes(1, "H100", 1)).contact("a", silent(T0), reached());
        scene.desire("d", 4);
        scene.now = T0.plusSeconds(600);
        scene.settle();
        assertThat(scene.on("d", "a")).isEqualTo(2);
        assertThat(scene.on("d", "b")).isEqualTo(1);
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.UNKNOWN_HOLD);
    }

    @Test
    void replicasLeaveALostPlaneOnlyAsFarAsTheyFindAnotherPlace() {
        scene.plane("a", gpuNodes(1, "H100", 8)).deploy("d", 3, spec(gpu("H100", 1)));
        scene.settle();
        scene.bindAll()
                .plane("b", gpuNodes(1, "H100", 2))
                .plane("c")
                .contact("a", silent(T0), unreached(T0));
        scene.now = T0.plusSeconds(30);
        scene.settle();
        assertThat(scene.on("d", "a")).isEqualTo(1);
        assertThat(scene.on("d", "b")).isEqualTo(2);
        assertThat(summary("d"))
                .isEqualTo(new SummaryCounts(3, 2, 1, 0, VerdictReason.NO_CAPACITY));
        scene.bindAll().capacity("b", gpuNodes(1, "H100", 1));
        SchedulerPlan plan = scene.settle();
        assertThat(scene.on("d", "a")).isZero();
        assertThat(plan.placements())
                .extracting(CellChange::reason)
                .containsExactlyInAnyOrder(
                        PlacementReason.MOVED_FROM_LOST_PLANE, PlacementReason.PLACED);
    }

    @Test
    void recoveredPlaneKeepsWhatHadFoundNoOtherPlace() {
        scene.plane("a", gpuNodes(1, "H100", 8)).plane("b").deploy("d", 3, spec(gpu("H100", 1)));
        scene.settle();
        scene.bindAll().contact("a", silent(T0), unreached(T0));
        scene.now = T0.plusSeconds(60);
        scene.settle();
        scene.contact("a", heard(), reached());
        assertThat(scene.settle().placements()).isEmpty();
        assertThat(summary("d").placed()).isEqualTo(3);
    }

    @Test
    void smallerScaleTakesFromLostThenCordonedThenFromTheFullestPlane() {
        scene.plane("a", gpuNodes(1, "H100", 4))
                .plane("b", gpuNodes(1, "H100", 3))
                .plane("c", gpuNodes(1, "H100", 2));
        scene.deploy("d", 9, spec(gpu("H100", 1)));
        scene.settle();
        scene.bindAll().cordon("c", true);
        scene.desire("d", 6).settle();
        assertThat(List.of(scene.on("d", "a"), scene.on("d", "b"), scene.on("d", "c")))
                .containsExactly(3, 3, 0);
    }

    @Test
    void unknownPlaneAndReadyReplicasElsewhereDoNotStandInForEachOther() {
        scene.plane("a", gpuNodes(1, "H100", 4))
                .plane("b", gpuNodes(1, "H100", 2))
                .deploy("d", 6, spec(gpu("H100", 1)));
        scene.settle();
        scene.bindAll().observe("d", "b", group(ReplicaState.READY, 1));
        scene.contact("a", silent(T0), reached()).desire("d", 5).settle();
        assertThat(List.of(scene.on("d", "a"), scene.on("d", "b"))).containsExactly(4, 1);
        scene.desire("d", 2).settle();
        assertThat(List.of(scene.on("d", "a"), scene.on("d", "b"))).containsExactly(2, 1);
        scene.desire("d", 0).settle();
        assertThat(scene.placed("d")).isZero();
    }

    @Test
    void cordonedPlaneKeepsItsReplicasAndGetsNoMore() {
        scene.plane("a", gpuNodes(1, "H100", 8)).deploy("d", 1, spec(gpu("H100", 1)));
        scene.settle();
        scene.cordon("a", true).desire("d", 2).settle();
        assertThat(scene.on("d", "a")).isEqualTo(1);
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.CORDONED);
    }

    @Test
    void organisationAndDeploymentBothLimitTheRegions() {
        scene.plane("eu", "aws", "eu-1", gpuNodes(1, "H100", 8))
                .plane("us", "aws", "us-1", gpuNodes(1, "H100", 8));
        PlacementRules inUs =
                new PlacementRules(
                        Set.of("us-1"), Set.of(), List.of(), List.of(), Set.of(), Set.of(), 1, 100);
        scene.deploy("d", 1, ruled(inUs, gpu("H100", 1)));
        scene.change(
                "d",
                d ->
                        new DeploymentFacts(
                                d.id(),
                                Set.of("eu-1"),
                                1,
                                0,
                                T0,
                                true,
                                1,
                                d.spec(),
                                List.of(),
                                null,
                                List.of()));
        scene.settle();
        assertThat(scene.placed("d")).isZero();
        assertThat(scene.verdict("d", "eu")).isEqualTo(VerdictReason.REGION_NOT_ALLOWED);
        assertThat(scene.verdict("d", "us")).isEqualTo(VerdictReason.REGION_NOT_ALLOWED);
    }

    @Test
    void rulesOnProvidersAndPlanesAreNamed() {
        scene.plane("a", "aws", "r", gpuNodes(1, "H100", 8))
                .plane("g", "gcp", "r", gpuNodes(1, "H100", 8))
                .plane("h", "gcp", "r");
        PlacementRules rules =
                new PlacementRules(
                        Set.of(),
                        Set.of("gcp"),
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of("h"),
                        1,
                        100);
        scene.deploy("d", 1, ruled(rules, gpu("H100", 1))).settle();
        assertThat(scene.on("d", "g")).isEqualTo(1);
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.PROVIDER_NOT_ALLOWED);
        assertThat(scene.verdict("d", "h")).isEqualTo(VerdictReason.PLANE_DENIED);
    }

    @Test
    void preferredRegionsAreFilledFirstAndSpillOver() {
        scene.plane("far", "aws", "r2", gpuNodes(2, "H100", 8))
                .plane("near", "aws", "r1", gpuNodes(1, "H100", 2));
        PlacementRules rules =
                new PlacementRules(
                        Set.of(), Set.of(), List.of("r1"), List.of(), Set.of(), Set.of(), 1, 100);
        scene.deploy("d", 3, ruled(rules, gpu("H100", 1))).settle();
        assertThat(List.of(scene.on("d", "near"), scene.on("d", "far"))).containsExactly(2, 1);
        scene.bindAll().desire("d", 2).settle();
        assertThat(List.of(scene.on("d", "near"), scene.on("d", "far"))).containsExactly(2, 0);
    }

    @Test
    void leastNumberOfPlanesIsReachedBeforeTheFirstIsFilled() {
        scene.plane("a", gpuNodes(9, "H100", 8))
                .plane("b", gpuNodes(1, "H100", 1))
                .plane("c", gpuNodes(1, "H100", 1));
        scene.deploy("d", 5, ruled(spread(3, 100), gpu("H100", 1))).settle();
        assertThat(List.of(scene.on("d", "a"), scene.on("d", "b"), scene.on("d", "c")))
                .containsExactly(3, 1, 1);
    }

    @Test
    void largestShareOfAPlaneHoldsBackTheRest() {
        scene.plane("a", gpuNodes(9, "H100", 8)).plane("b", gpuNodes(1, "H100", 1));
        scene.deploy("d", 10, ruled(spread(1, 50), gpu("H100", 1))).settle();
        assertThat(List.of(scene.on("d", "a"), scene.on("d", "b"))).containsExactly(5, 1);
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.SPREAD_LIMIT);
    }

    @Test
    void smallerScaleKeepsTheSpread() {
        scene.plane("a", "aws", "r1", gpuNodes(1, "H100", 8))
                .plane("b", "aws", "r2", gpuNodes(1, "H100", 1));
        PlacementRules rules =
                new PlacementRules(
                        Set.of(), Set.of(), List.of("r1"), List.of(), Set.of(), Set.of(), 2, 100);
        scene.deploy("d", 4, ruled(rules, gpu("H100", 1))).settle();
        scene.bindAll().desire("d", 2).settle();
        assertThat(List.of(scene.on("d", "a"), scene.on("d", "b"))).containsExactly(1, 1);
    }

    @Test
    void gangIsPlacedWholeOnOnePlaneOrNotAtAll() {
        DeploymentSpec gang =
                new DeploymentSpec(
                        List.of(gpu("H100", 8)),
                        2,
                        Tolerations.NONE,
                        PlacementRules.ANYWHERE,
                        java.time.Duration.ZERO);
        scene.plane("a", gpuNodes(1, "H100", 8))
                .plane("b", gpuNodes(3, "H100", 8))
                .deploy("d", 2, gang)
                .settle();
        assertThat(List.of(scene.on("d", "a"), scene.on("d", "b"))).containsExactly(0, 1);
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.GANG_TOO_LARGE);
    }

    @Test
    void sharesOfGpusNeedAPlaneThatSharesThem() {
        scene.plane("a", gpuNodes(1, "T4", 1));
        PlaneFacts a = scene.planeFacts("a");
        scene.planes.put(
                "a",
                new PlaneFacts(
                        a.id(),
                        a.provider(),
                        a.region(),
                        false,
                        false,
                        a.identity(),
                        heard(),
                        reached(),
                        a.previous(),
                        a.capacity()));
        scene.deploy("d", 2, spec(share("T4", 500))).settle();
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.GPU_SHARING_ABSENT);
    }

    @Test
    void cpuOnlyReplicasNeedNoGpu() {
        scene.plane("a", cpuNodes(2, 4_000, 8_000)).deploy("d", 3, spec(cpu(2_000))).settle();
        assertThat(scene.on("d", "a")).isEqualTo(3);
    }

    @Test
    void newVersionGoesToWhatIsPlacedWithoutMovingIt() {
        scene.plane("a", gpuNodes(1, "H100", 8)).deploy("d", 2, spec(gpu("H100", 1))).settle();
        scene.bindAll().update("d", spec(gpu("H100", 1)));
        assertThat(scene.settle().placements())
                .containsExactly(change("h100", 2, 2, PlacementReason.NEW_VERSION));
    }

    @Test
    void instanceTypeThatIsNoLongerListedIsReplaced() {
        scene.plane("a", gpuNodes(1, "H100", 8), gpuNodes(1, "A10", 1))
                .deploy("d", 2, spec(gpu("H100", 1)))
                .settle();
        scene.bindAll().update("d", spec(gpu("A10", 1)));
        assertThat(scene.settle().placements())
                .containsExactly(change("a10", 1, 2, PlacementReason.PLACED));
        scene.bindAll().capacity("a", gpuNodes(1, "H100", 6));
        assertThat(scene.settle().placements())
                .containsExactly(change("h100", 1, 1, PlacementReason.HANDED_OVER));
    }

    @Test
    void inactiveDeploymentLeavesEveryPlane() {
        scene.plane("a", gpuNodes(1, "H100", 1))
                .plane("b", gpuNodes(1, "H100", 1))
                .deploy("d", 2, spec(gpu("H100", 1)))
                .settle();
        scene.contact("b", silent(T0), reached()).stop("d").settle();
        assertThat(scene.placed("d")).isZero();
        assertThat(summary("d")).isEqualTo(new SummaryCounts(0, 0, 0, 0, PlacementOutcome.STOPPED));
    }

    @Test
    void deploymentWithoutAScaleTargetIsLeftAlone() {
        scene.plane("a", gpuNodes(1, "H100", 8)).deploy("d", null, spec(gpu("H100", 1)));
        assertThat(scene.settle().isEmpty()).isTrue();
    }

    @Test
    void noPlanesAtAllIsSaid() {
        scene.deploy("d", 1, spec(gpu("H100", 1))).settle();
        assertThat(summary("d"))
                .isEqualTo(new SummaryCounts(1, 0, 1, 0, PlacementOutcome.NO_PLANES));
    }
}
