package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.Scene.T0;
import static dev.mcm.scheduler.core.SceneParts.heard;
import static dev.mcm.scheduler.core.SceneParts.reached;
import static dev.mcm.scheduler.core.SceneParts.silent;
import static dev.mcm.scheduler.core.SceneParts.unreached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaneStatePolicyTest {
    private static final PlaneId P = new PlaneId("p");
    private static final SchedulerPolicy POLICY = SchedulerPolicy.DEFAULT;

    @Test
    void planeNeverHeardIsPending() {
        assertThat(state(null, reached(), null, T0)).isEqualTo(PlaneState.PENDING);
    }

    @Test
    void heardPlaneIsLive() {
        assertThat(state(heard(), null, null, T0)).isEqualTo(PlaneState.LIVE);
    }

    @Test
    void silenceAloneMakesAPlaneUnknownForEver() {
        assertThat(state(silent(T0), reached(), null, T0.plusSeconds(86_400)))
                .isEqualTo(PlaneState.UNKNOWN);
        assertThat(state(silent(T0), null, null, T0.plusSeconds(86_400)))
                .isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void silentAndUnreachablePlaneIsLostAfterTheWholeTimeOfBoth() {
        PlaneLiveness silent = silent(T0);
        PlaneProbe unreachable = unreached(T0.plusSeconds(10));
        assertThat(state(silent, unreachable, null, T0.plusSeconds(39)))
                .isEqualTo(PlaneState.UNKNOWN);
        assertThat(state(silent, unreachable, null, T0.plusSeconds(40))).isEqualTo(PlaneState.LOST);
    }

    @Test
    void heardPlaneWhoseApiStaysUnreachableTakesNothingNew() {
        assertThat(state(heard(), unreached(T0), null, T0.plusSeconds(29)))
                .isEqualTo(PlaneState.LIVE);
        assertThat(state(heard(), unreached(T0), null, T0.plusSeconds(30)))
                .isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void aPlaneThatItsLsmCannotReadIsHeldAndNeverLostFromThatAlone() {
        PlaneLiveness unreadable =
                SceneParts.liveness(Hearing.SILENT, T0, "pods are not listed", true);
        PlaneStateRow blind = row(unreadable, reached());
        assertThat(blind.state()).isEqualTo(PlaneState.UNKNOWN);
        assertThat(blind.message()).contains("cannot read it", "pods are not listed");
        assertThat(row(unreadable, unreached(T0)).state())
                .as("its LSM is heard: the plane is there")
                .isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void aPlaneWhoseGatewayCannotBeReadIsLiveAndSaysSo() {
        PlaneStateRow row = row(SceneParts.liveness(Hearing.LIVE, T0, "", false), reached());
        assertThat(row.state()).isEqualTo(PlaneState.LIVE);
        assertThat(row.message()).contains("gateway");
    }

    private static PlaneStateRow row(PlaneLiveness liveness, PlaneProbe probe) {
        return PlaneStatePolicy.decide(
                        List.of(facts("p", liveness, probe, null)), POLICY, T0.plusSeconds(10_000))
                .get(P);
    }

    @Test
    void lostPlaneIsLiveAgainWhenItIsHeardAndReached() {
        PlaneStateRow lost = new PlaneStateRow(new PlaneId("p"), PlaneState.LOST, "gone", T0);
        assertThat(state(heard(), reached(), lost, T0.plusSeconds(100))).isEqualTo(PlaneState.LIVE);
    }

    @Test
    void brakeHoldsWhenMoreThanItsShareVanishTogether() {
        List<PlaneFacts> planes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            planes.add(
                    facts(
                            "p" + i,
                            i < 3 ? silent(T0.plusSeconds(i)) : heard(),
                            i < 3 ? unreached(T0) : reached(),
                            null));
        }
        SortedMap<PlaneId, PlaneStateRow> states =
                PlaneStatePolicy.decide(planes, POLICY, T0.plusSeconds(30));
        assertThat(states.values()).noneMatch(row -> row.state() == PlaneState.LOST);
        assertThat(states.get(new PlaneId("p0")))
                .extracting(PlaneStateRow::message)
                .asString()
                .contains("3 of 5", "brake");
    }

    @Test
    void brakeLetsItsShareAndAlwaysOnePlaneGo() {
        List<PlaneFacts> five = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            five.add(
                    facts(
                            "p" + i,
                            i < 2 ? silent(T0) : heard(),
                            i < 2 ? unreached(T0) : reached(),
                            null));
        }
        assertThat(PlaneStatePolicy.decide(five, POLICY, T0.plusSeconds(30)).values())
                .filteredOn(row -> row.state() == PlaneState.LOST)
                .hasSize(2);
        assertThat(state(silent(T0), unreached(T0), null, T0.plusSeconds(30)))
                .isEqualTo(PlaneState.LOST);
    }

    @Test
    void planesLostOneAfterTheOtherMeetTheBrakeUntilTheFirstHaveSettled() {
        PlaneStateRow lost = new PlaneStateRow(new PlaneId("p0"), PlaneState.LOST, "gone", T0);
        List<PlaneFacts> planes =
                List.of(
                        facts("p0", silent(T0), unreached(T0), lost),
                        facts(
                                "p1",
                                silent(T0.plusSeconds(60)),
                                unreached(T0.plusSeconds(60)),
                                null),
                        facts("p2", heard(), reached(), null));
        assertThat(
                        PlaneStatePolicy.decide(planes, POLICY, T0.plusSeconds(90))
                                .get(new PlaneId("p1")))
                .extracting(PlaneStateRow::state)
                .isEqualTo(PlaneState.UNKNOWN);
        assertThat(
                        PlaneStatePolicy.decide(planes, POLICY, T0.plusSeconds(90))
                                .get(new PlaneId("p0")))
                .extracting(PlaneStateRow::state)
                .isEqualTo(PlaneState.LOST);
        assertThat(
                        PlaneStatePolicy.decide(planes, POLICY, T0.plusSeconds(700))
                                .get(new PlaneId("p1")))
                .extracting(PlaneStateRow::state)
                .isEqualTo(PlaneState.LOST);
    }

    @Test
    void sameStateKeepsItsBeginningAndItsMessage() {
        PlaneFacts silent = facts("p", silent(T0), reached(), null);
        PlaneStateRow first =
                PlaneStatePolicy.decide(List.of(silent), POLICY, T0.plusSeconds(1)).get(P);
        PlaneFacts later = facts("p", silent(T0), reached(), first);
        assertThat(PlaneStatePolicy.decide(List.of(later), POLICY, T0.plusSeconds(77)).get(P))
                .isEqualTo(first);
    }

    private static @Nullable PlaneState state(
            @Nullable PlaneLiveness liveness,
            @Nullable PlaneProbe probe,
            @Nullable PlaneStateRow previous,
            Instant now) {
        PlaneStateRow row =
                PlaneStatePolicy.decide(List.of(facts("p", liveness, probe, previous)), POLICY, now)
                        .get(P);
        return row == null ? null : row.state();
    }

    private static PlaneFacts facts(
            String id,
            @Nullable PlaneLiveness liveness,
            @Nullable PlaneProbe probe,
            @Nullable PlaneStateRow previous) {
        return new PlaneFacts(
                new PlaneId(id),
                "aws",
                "r",
                false,
                false,
                IdentityState.KNOWN,
                liveness,
                probe,
                previous,
                List.of());
    }
}
