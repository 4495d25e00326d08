package dev.mcm.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An operator's word on a plane.
final class PlaneOrderTest {
    private final SeenPlanes planes = SeenPlanes.of("a", "b", "c", "d");

    @Test
    void aPlaneThatIsDeclaredLostIsLostAtOnceThoughItIsHeardAndReached() {
        planes.declare("a", PlaneOrderKind.LOST);

        assertThat(planes.decide().state("a")).isEqualTo(PlaneState.LOST);
        assertThat(planes.row("a").message())
                .isEqualTo(
                        "declared LOST by ops until "
                                + planes.now().plusSeconds(900)
                                + ": by word");
        planes.declare("a", null);
        assertThat(planes.decide().state("a")).isEqualTo(PlaneState.LIVE);
    }

    @Test
    void whoAsksWhyADeploymentIsWhereItIsIsToldTheWord() {
        planes.declare("a", PlaneOrderKind.LOST);
        Scene scene = new Scene().deploy("d", 1, SceneParts.spec(SceneParts.gpu("H100", 1)));
        SchedulerSnapshot snapshot =
                new SchedulerSnapshot(planes.facts(), scene.snapshot().deployments());

        SchedulerPlan plan = Scheduling.decide(snapshot, SchedulerPolicy.DEFAULT, planes.now());

        assertThat(plan.verdicts().getFirst().verdicts().getFirst().message())
                .contains("placed elsewhere: declared LOST by ops");
    }

    @Test
    void aPlaneThatIsDeclaredAliveIsHeldAsLongAsTheWordStands() {
        planes.gone("a");
        planes.declare("a", PlaneOrderKind.ALIVE);

        assertThat(planes.after(100_000).decide().state("a")).isEqualTo(PlaneState.UNKNOWN);
        assertThat(planes.row("a").message()).contains("not lost: declared ALIVE by ops");
        assertThat(planes.braked()).isZero();
        planes.declare("a", null);
        assertThat(planes.decide().state("a")).isEqualTo(PlaneState.LOST);
    }

    @Test
    void aLostPlaneThatIsDeclaredAliveIsHeldAgain() {
        planes.gone("a");
        assertThat(planes.after(40).decide().state("a")).isEqualTo(PlaneState.LOST);

        planes.declare("a", PlaneOrderKind.ALIVE);

        assertThat(planes.decide().state("a")).isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void theBrakeIsOverriddenForTheNamedPlaneAlone() {
        planes.gone("a");
        planes.gone("b");
        planes.after(40).decide();
        assertThat(planes.braked()).isEqualTo(2);

        planes.declare("a", PlaneOrderKind.BRAKE_OVERRIDE);
        planes.decide();

        assertThat(planes.state("a")).isEqualTo(PlaneState.LOST);
        assertThat(planes.state("b")).isEqualTo(PlaneState.UNKNOWN);
        assertThat(planes.braked()).isEqualTo(1);
    }

    @Test
    void anOverriddenBrakeLosesNoPlaneThatAWitnessSeesNorOneBeforeItsTime() {
        planes.gone("b");
        planes.set(
                "a", SceneParts.silent(planes.now()), SceneParts.reached(), Sightings.NONE, null);
        planes.declare("a", PlaneOrderKind.BRAKE_OVERRIDE);
        planes.declare("b", PlaneOrderKind.BRAKE_OVERRIDE);

        assertThat(planes.after(20).decide().state("b")).isEqualTo(PlaneState.UNKNOWN);
        assertThat(planes.after(40).decide().state("a")).isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void onePlaneThatIsDeclaredLostTakesNoOtherAlong() {
        planes.gone("a");
        planes.gone("b");
        planes.after(40).decide();
        planes.declare("a", PlaneOrderKind.LOST);

        assertThat(planes.decide().state("b")).isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void aPlaneThatIsDrainedTakesNothingNewAlsoBehindItsDeadline() {
        planes.declare("a", PlaneOrderKind.DRAIN);
        planes.declare("b", PlaneOrderKind.ALIVE);
        Scene scene = new Scene().deploy("d", 1, SceneParts.spec(SceneParts.gpu("H100", 1)));
        SchedulerSnapshot snapshot =
                new SchedulerSnapshot(planes.facts(), scene.snapshot().deployments());

        for (Instant now : List.of(planes.now(), planes.now().plusSeconds(901))) {
            SchedulerPlan plan = Scheduling.decide(snapshot, SchedulerPolicy.DEFAULT, now);

            assertThat(plan.verdicts().getFirst().verdicts())
                    .filteredOn(verdict -> verdict.planeId().value().equals("a"))
                    .extracting(Verdict::reason)
                    .containsExactly(VerdictReason.CORDONED);
        }
        assertThat(planes.facts().getFirst().isDraining()).isTrue();
        assertThat(planes.facts().getFirst().drainDeadline())
                .contains(planes.now().plusSeconds(900));
        assertThat(planes.facts().get(1).isDraining()).isFalse();
        assertThat(planes.facts().get(1).drainDeadline()).isEmpty();
    }
}
