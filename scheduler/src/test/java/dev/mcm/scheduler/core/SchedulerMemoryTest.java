package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.heard;
import static dev.mcm.scheduler.core.SceneParts.reached;
import static dev.mcm.scheduler.core.SceneParts.silent;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static dev.mcm.scheduler.core.SceneParts.unreached;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a decision looks at. That it decides the same is SchedulingPropertyTest's.
class SchedulerMemoryTest {
    private static final String T4 = "T4";

    private final Scene scene = new Scene();
    private final SchedulerMemory memory = new SchedulerMemory();

    @BeforeEach
    void serve() {
        scene.plane("a", gpuNodes(1, T4, 2)).deploy("d", 2, spec(gpu(T4, 1)));
        decide();
        scene.bindAll();
        decide();
    }

    /// Decides, and takes what comes of it.
    private void decide() {
        Scheduling.decide(scene.snapshot(), scene.policy, scene.now, memory);
        scene.settle();
        Scheduling.decide(scene.snapshot(), scene.policy, scene.now, memory);
    }

    private List<DeploymentFacts> awake() {
        return memory.wake(scene.snapshot().deployments(), scene.now);
    }

    @Test
    void whatIsReadyWhereItShouldBeRestsUntilItsFactsAreOthers() {
        scene.now = scene.now.plusSeconds(3600);
        assertThat(awake()).isEmpty();
        scene.desire("d", 1);
        assertThat(awake()).hasSize(1);
    }

    @Test
    void whatIsOnItsWayRestsAndKeepsItsRoomUntilItsPatienceIsOver() {
        scene.plane("a", gpuNodes(2, T4, 2)).desire("d", 4);
        decide();
        assertThat(awake()).as("placed, and no node has it yet").isEmpty();
        scene.deploy("e", 3, spec(gpu(T4, 1)));
        SchedulerPlan plan = Scheduling.decide(scene.snapshot(), scene.policy, scene.now, memory);
        assertThat(plan.placements())
                .as("four are free, two of them for those that are on their way")
                .singleElement()
                .satisfies(change -> assertThat(change.replicas()).isEqualTo(2));
        decide();
        scene.now = scene.now.plusSeconds(3600);
        assertThat(awake()).as("one waits for room, one has waited too long").hasSize(2);
    }

    @Test
    void itWakesWhenItsPlaneStandsOtherwise() {
        scene.plane("b", gpuNodes(1, T4, 1));
        decide();
        assertThat(awake()).as("another plane is another's").isEmpty();
        scene.cordon("a", true);
        Scheduling.decide(scene.snapshot(), scene.policy, scene.now, memory);
        decide();
        assertThat(awake()).as("nothing came of it").isEmpty();
        scene.contact("a", silent(scene.now.minusSeconds(60)), reached());
        decide();
        assertThat(awake()).as("its plane is UNKNOWN").hasSize(1);
    }

    @Test
    void whatIsLeftOnALostPlaneKeepsNobodyAwakeBeforeThePlaneIsBack() {
        scene.plane("b", gpuNodes(1, T4, 2));
        scene.contact(
                "a", silent(scene.now.minusSeconds(60)), unreached(scene.now.minusSeconds(60)));
        decide();
        scene.bindAll();
        decide();
        assertThat(scene.on("d", "a")).isZero();
        assertThat(scene.on("d", "b")).isEqualTo(2);
        assertThat(awake()).isEmpty();

        scene.contact("a", heard(), reached());
        scene.observe("d", "a");
        decide();
        scene.now = scene.now.plusSeconds(61);
        assertThat(awake()).as("its row may end").hasSize(1);
    }
}
