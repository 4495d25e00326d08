package dev.mcm.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.plane.BrakeMark;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneState;
import org.junit.jupiter.api.Test;

/// Planes that vanished together and come back one after another.
final class BrakeMemoryTest {
    private static final int LONGER_THAN_ANY_SETTING = 100_000;

    private final SeenPlanes planes = SeenPlanes.of("a", "b", "c", "d");

    private void twoVanish() {
        planes.gone("a");
        planes.gone("b");
        planes.decide();
        planes.after(40).decide();
    }

    @Test
    void theLastOfThoseThatVanishedTogetherIsNotLostBecauseTheOthersCameBack() {
        twoVanish();
        assertThat(planes.state("b")).isEqualTo(PlaneState.UNKNOWN);

        planes.back("a");
        planes.decide();

        assertThat(planes.state("a")).isEqualTo(PlaneState.LIVE);
        assertThat(planes.state("b")).isEqualTo(PlaneState.UNKNOWN);
        assertThat(planes.row("b").message()).contains("planes that have come back");
        assertThat(planes.braked()).isEqualTo(1);
        assertThat(planes.after(LONGER_THAN_ANY_SETTING).decide().state("b"))
                .isEqualTo(PlaneState.UNKNOWN);

        planes.back("b");
        assertThat(planes.decide().state("b")).isEqualTo(PlaneState.LIVE);
        assertThat(planes.row("b").brake()).isEqualTo(BrakeMark.NONE);
        assertThat(planes.braked()).isZero();
    }

    @Test
    void oneThatCameBackMayBeLostWhenItVanishesAlone() {
        twoVanish();
        planes.back("a");
        planes.back("b");
        planes.decide();

        planes.gone("b");
        planes.decide();

        assertThat(planes.after(40).decide().state("b")).isEqualTo(PlaneState.LOST);
    }

    @Test
    void itHoldsAlsoThoseThatWereNotGoneForLongWhenTheFirstCameBack() {
        planes.gone("a");
        planes.gone("b");
        planes.decide();
        planes.after(10);
        planes.back("a");
        planes.decide();

        assertThat(planes.after(60).decide().state("b")).isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void aLostPlaneThatComesBackHoldsThoseThatVanishedWithIt() {
        SeenPlanes three = SeenPlanes.of("a", "b", "c");
        three.gone("a");
        three.after(31).decide();
        assertThat(three.state("a")).isEqualTo(PlaneState.LOST);
        three.gone("b");
        three.decide();
        three.after(40).decide();
        assertThat(three.state("b")).isEqualTo(PlaneState.UNKNOWN);

        three.back("a");

        assertThat(three.decide().state("b")).isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void planesThatDieOneAfterTheOtherAreLostOnceTheFirstHasSettled() {
        SeenPlanes three = SeenPlanes.of("a", "b", "c");
        three.gone("a");
        three.after(31).decide();
        three.gone("b");
        three.decide();
        three.after(40).decide();
        assertThat(three.state("b")).isEqualTo(PlaneState.UNKNOWN);

        assertThat(three.after(700).decide().state("b")).isEqualTo(PlaneState.LOST);
    }

    @Test
    void anOperatorsWordLetsOneGoThatIsHeld() {
        twoVanish();
        planes.back("a");
        planes.decide();

        planes.declare("b", PlaneOrderKind.BRAKE_OVERRIDE);
        planes.decide();

        assertThat(planes.state("b")).isEqualTo(PlaneState.LOST);
        assertThat(planes.row("b").message()).contains("BRAKE_OVERRIDE", "ops", "by word");
        var declared = planes.row("b");
        assertThat(planes.decide().row("b")).as("a second decision").isEqualTo(declared);
        planes.declare("b", null);
        assertThat(planes.decide().state("b")).isEqualTo(PlaneState.LOST);
    }
}
