package dev.mcm.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.Sighting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A witness that has not looked for a while counts neither for nor against a plane.
final class StaleWitnessTest {
    private static final Duration JUST_NOW = Duration.ofSeconds(2);
    private static final Duration LONG_AGO = Duration.ofHours(1);

    private final SeenPlanes planes = SeenPlanes.of("a", "b", "c");

    private void seen(Duration listened, Duration probed) {
        planes.seen("a", new Sightings(planes.ago(listened), planes.ago(probed)));
    }

    @Test
    void aProbeThatSaidUnreachableLongAgoDoesNotMakeAnLsmThatRestartsALostPlane() {
        planes.gone("a");
        planes.after(50);
        seen(JUST_NOW, LONG_AGO);
        planes.decide();

        assertThat(planes.state("a")).isEqualTo(PlaneState.UNKNOWN);
        assertThat(planes.row("a").message()).contains("silent", "ATC has not probed it since");
    }

    @Test
    void aPlaneToWhichGsmDoesNotListenIsUnknownAndTakesNothingNew() {
        planes.after(60);
        seen(LONG_AGO, JUST_NOW);
        planes.decide();

        assertThat(planes.state("a")).isEqualTo(PlaneState.UNKNOWN);
        assertThat(planes.row("a").message())
                .isEqualTo("GSM has not listened to it since " + planes.now().minus(LONG_AGO));
        assertThat(planes.state("b")).isEqualTo(PlaneState.LIVE);
    }

    @Test
    void aPlaneThatGsmCalledSilentBeforeItStoodStillIsNotLost() {
        planes.gone("a");
        planes.after(50);
        seen(LONG_AGO, JUST_NOW);
        planes.decide();

        assertThat(planes.state("a")).isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void aPlaneThatIsHeardStaysLiveWhileNobodyProbesIt() {
        planes.after(60);
        seen(JUST_NOW, LONG_AGO);
        planes.decide();

        assertThat(planes.state("a")).isEqualTo(PlaneState.LIVE);
    }

    @Test
    void aPlaneWhoseApiWasUnreachableIsNotOpenedBecauseNobodyProbesItAnyMore() {
        planes.set(
                "a", SceneParts.heard(), SceneParts.unreached(planes.now()), Sightings.NONE, null);
        planes.after(40).decide();
        assertThat(planes.state("a")).isEqualTo(PlaneState.UNKNOWN);

        seen(JUST_NOW, LONG_AGO);
        planes.decide();

        assertThat(planes.state("a")).isEqualTo(PlaneState.UNKNOWN);
        assertThat(planes.row("a").message()).contains("ATC has not probed it since");
    }

    @Test
    void whatIsLostStaysLostWhileAWitnessIsAwayUnlessAnOperatorSaysOtherwise() {
        planes.gone("a");
        planes.after(40).decide();
        assertThat(planes.state("a")).isEqualTo(PlaneState.LOST);

        seen(LONG_AGO, JUST_NOW);
        planes.decide();
        assertThat(planes.state("a")).isEqualTo(PlaneState.LOST);
        seen(JUST_NOW, LONG_AGO);
        planes.decide();
        assertThat(planes.state("a")).isEqualTo(PlaneState.LOST);

        planes.declare("a", PlaneOrderKind.ALIVE);
        planes.decide();
        assertThat(planes.state("a")).isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void timeInWhichAWitnessDidNotLookProvesNothing() {
        planes.gone("a");
        planes.after(100);
        Sighting returned =
                new Sighting(
                        new PlaneId("a"), planes.now(), planes.now().minusSeconds(5), JUST_NOW);
        planes.seen("a", new Sightings(planes.ago(JUST_NOW), returned));

        assertThat(planes.decide().state("a")).isEqualTo(PlaneState.UNKNOWN);
        assertThat(planes.after(25).decide().state("a")).isEqualTo(PlaneState.LOST);
    }

    @Test
    void aGsmThatStoodStillIsNotTakenForPlanesThatCameBack() {
        planes.gone("a");
        planes.gone("b");
        planes.after(40).decide();
        Sightings still = new Sightings(planes.ago(LONG_AGO), planes.ago(JUST_NOW));
        planes.seen("a", still);
        planes.decide();
        planes.seen("a", Sightings.NONE);
        planes.decide();

        assertThat(planes.row("a").message()).contains("2 of 3 planes vanished together");
        assertThat(planes.row("b").message()).contains("2 of 3 planes vanished together");
    }

    @Test
    void theMessageIsTheSameAsLongAsNothingChanges() {
        planes.after(60);
        seen(LONG_AGO, JUST_NOW);
        planes.decide();
        var first = planes.row("a");
        planes.after(60);
        planes.seen(
                "a",
                new Sightings(
                        planes.ago(LONG_AGO.plusSeconds(60)),
                        planes.ago(JUST_NOW.plusSeconds(60))));

        assertThat(planes.decide().row("a")).isEqualTo(first);
    }
}
