package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.group;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left on a plane when the deadline of its drain has passed goes, for whatever reason it
/// was to give way, and with no other place for it.
class DrainDeadlineTest {
    private static final String T4 = "T4";
    private static final PlacementRules NOT_ON_A =
            new PlacementRules(
                    Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of("a"), 1, 100);

    private static final PlaneId A = new PlaneId("a");
    private final Scene scene = new Scene();

    @BeforeEach
    void serve() {
        scene.plane("a", gpuNodes(1, T4, 2)).deploy("d", 2, spec(gpu(T4, 1))).settle();
        scene.bindAll().settle();
    }

    private SchedulerPlan decided(Instant deadline) {
        SchedulerSnapshot snapshot = scene.snapshot();
        return Scheduling.decide(
                new SchedulerSnapshot(
                        snapshot.planes().stream()
                                .map(plane ->
                                        plane.id().equals(A) ? drained(plane, deadline) : plane)
                                .toList(),
                        snapshot.deployments()),
                SchedulerPolicy.DEFAULT,
                scene.now);
    }

    private static PlaneFacts drained(PlaneFacts was, Instant deadline) {
        return new PlaneFacts(
                was.id(),
                was.provider(),
                was.region(),
                was.sharesGpus(),
                was.cordoned(),
                was.identity(),
                was.liveness(),
                was.probe(),
                was.previous(),
                was.capacity(),
                was.seen(),
                new PlaneOrder(
                        was.id(),
                        PlaneOrderKind.DRAIN,
                        "its hall is rebuilt",
                        "ops",
                        deadline,
                        deadline.minusSeconds(600)),
                was.organizations(),
                was.provisionTimeout(),
                was.quotas());
    }

    private void forbid() {
        DeploymentSpec was = scene.deployment("d").spec();
        scene.update(
                        "d",
                        new DeploymentSpec(
                                was.options(),
                                was.nodeCount(),
                                was.tolerations(),
                                NOT_ON_A,
                                was.grace()))
                .settle();
    }

    @Test
    void whatHasNotBeenSeenReadyStaysBeforeIt() {
        scene.plane("b", gpuNodes(1, T4, 2));
        scene.observe("d", "a", group(ReplicaState.STARTING, 2));
        assertThat(decided(scene.now.plusSeconds(1)).placements())
                .singleElement()
                .extracting(CellChange::planeId)
                .isEqualTo(new PlaneId("b"));
    }

    @Test
    void staysBeforeIt() {
        assertThat(decided(scene.now.plusSeconds(1)).placements()).isEmpty();
    }

    @Test
    void goesThen() {
        assertThat(decided(scene.now).placements())
                .singleElement()
                .extracting(CellChange::replicas)
                .isEqualTo(0);
    }

    @Test
    void goesThenAlsoWhereItsRulesForbidItByNow() {
        forbid();
        assertThat(decided(scene.now.plusSeconds(1)).placements()).isEmpty();
        assertThat(decided(scene.now).placements())
                .singleElement()
                .extracting(CellChange::replicas)
                .isEqualTo(0);
    }
}
