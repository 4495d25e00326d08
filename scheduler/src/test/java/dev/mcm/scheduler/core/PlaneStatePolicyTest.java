package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.Scene.T0;
import static dev.mcm.scheduler.core.Scene.down;
import static dev.mcm.scheduler.core.Scene.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaneStatePolicyTest {
    private static final SchedulerPolicy POLICY = SchedulerPolicy.DEFAULT;

    @Test
    void planeNeverHeardIsPending() {
        assertThat(state(null, up(), null, T0)).isEqualTo(PlaneState.PENDING);
    }

    @Test
    void heardPlaneIsLive() {
        assertThat(state(up(), null, null, T0)).isEqualTo(PlaneState.LIVE);
    }

    @Test
    void silenceAloneMakesAPlaneUnknownForEver() {
        assertThat(state(down(T0), up(), null, T0.plusSeconds(86_400)))
                .isEqualTo(PlaneState.UNKNOWN);
        assertThat(state(down(T0), null, null, T0.plusSeconds(86_400)))
                .isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void silentAndUnreachablePlaneIsLostAfterTheWholeTimeOfBoth() {
        Contact silent = down(T0);
        Contact unreachable = down(T0.plusSeconds(10));
        assertThat(state(silent, unreachable, null, T0.plusSeconds(39)))
                .isEqualTo(PlaneState.UNKNOWN);
        assertThat(state(silent, unreachable, null, T0.plusSeconds(40))).isEqualTo(PlaneState.LOST);
    }

    @Test
    void heardPlaneWhoseApiStaysUnreachableTakesNothingNew() {
        assertThat(state(up(), down(T0), null, T0.plusSeconds(29))).isEqualTo(PlaneState.LIVE);
        assertThat(state(up(), down(T0), null, T0.plusSeconds(30))).isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void aPlaneThatItsLsmCannotReadIsHeldAndNeverLostFromThatAlone() {
        Contact unreadable = new Contact(false, T0, "pods are not listed", true);
        PlaneStateRow reached = row(unreadable, up());
        assertThat(reached.state()).isEqualTo(PlaneState.UNKNOWN);
        assertThat(reached.message()).contains("cannot read it", "pods are not listed");
        assertThat(row(unreadable, down(T0)).state())
                .as("its LSM is heard: the plane is there")
                .isEqualTo(PlaneState.UNKNOWN);
    }

    @Test
    void aPlaneWhoseGatewayCannotBeReadIsLiveAndSaysSo() {
        PlaneStateRow row = row(new Contact(true, T0, "", false), up());
        assertThat(row.state()).isEqualTo(PlaneState.LIVE);
        assertThat(row.message()).contains("gateway");
    }

    private static PlaneStateRow row(Contact heartbeat, Contact probe) {
        return PlaneStatePolicy.decide(
                        List.of(facts("p", heartbeat, probe, null)), POLICY, T0.plusSeconds(10_000))
                .get("p");
    }

    @Test
    void lostPlaneIsLiveAgainWhenItIsHeardAndReached() {
        PlaneStateRow lost = new PlaneStateRow(new PlaneId("p"), PlaneState.LOST, "gone", T0);
        assertThat(state(up(), up(), lost, T0.plusSeconds(100))).isEqualTo(PlaneState.LIVE);
    }

    @Test
    void brakeHoldsWhenMoreThanItsShareVanishTogether() {
        List<PlaneFacts> planes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            planes.add(
                    facts(
                            "p" + i,
                            i < 3 ? down(T0.plusSeconds(i)) : up(),
                            i < 3 ? down(T0) : up(),
                            null));
        }
        SortedMap<String, PlaneStateRow> states =
                PlaneStatePolicy.decide(planes, POLICY, T0.plusSeconds(30));
        assertThat(states.values()).noneMatch(row -> row.state() == PlaneState.LOST);
        assertThat(states.get("p0"))
                .extracting(PlaneStateRow::message)
                .asString()
                .contains("3 of 5", "brake");
    }

    @Test
    void brakeLetsItsShareAndAlwaysOnePlaneGo() {
        List<PlaneFacts> five = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            five.add(facts("p" + i, i < 2 ? down(T0) : up(), i < 2 ? down(T0) : up(), null));
        }
        assertThat(PlaneStatePolicy.decide(five, POLICY, T0.plusSeconds(30)).values())
                .filteredOn(row -> row.state() == PlaneState.LOST)
                .hasSize(2);
        assertThat(state(down(T0), down(T0), null, T0.plusSeconds(30))).isEqualTo(PlaneState.LOST);
    }

    @Test
    void planesLostOneAfterTheOtherMeetTheBrakeUntilTheFirstHaveSettled() {
        PlaneStateRow lost = new PlaneStateRow(new PlaneId("p0"), PlaneState.LOST, "gone", T0);
        List<PlaneFacts> planes =
                List.of(
                        facts("p0", down(T0), down(T0), lost),
                        facts("p1", down(T0.plusSeconds(60)), down(T0.plusSeconds(60)), null),
                        facts("p2", up(), up(), null));
        assertThat(PlaneStatePolicy.decide(planes, POLICY, T0.plusSeconds(90)).get("p1"))
                .extracting(PlaneStateRow::state)
                .isEqualTo(PlaneState.UNKNOWN);
        assertThat(PlaneStatePolicy.decide(planes, POLICY, T0.plusSeconds(90)).get("p0"))
                .extracting(PlaneStateRow::state)
                .isEqualTo(PlaneState.LOST);
        assertThat(PlaneStatePolicy.decide(planes, POLICY, T0.plusSeconds(700)).get("p1"))
                .extracting(PlaneStateRow::state)
                .isEqualTo(PlaneState.LOST);
    }

    @Test
    void sameStateKeepsItsBeginningAndItsMessage() {
        PlaneFacts silent = facts("p", down(T0), up(), null);
        PlaneStateRow first =
                PlaneStatePolicy.decide(List.of(silent), POLICY, T0.plusSeconds(1)).get("p");
        PlaneFacts later = facts("p", down(T0), up(), first);
        assertThat(PlaneStatePolicy.decide(List.of(later), POLICY, T0.plusSeconds(77)).get("p"))
                .isEqualTo(first);
    }

    private static @Nullable PlaneState state(
            @Nullable Contact heartbeat,
            @Nullable Contact probe,
            @Nullable PlaneStateRow previous,
            Instant now) {
        PlaneStateRow row =
                PlaneStatePolicy.decide(
                                List.of(facts("p", heartbeat, probe, previous)), POLICY, now)
                        .get("p");
        return row == null ? null : row.state();
    }

    private static PlaneFacts facts(
            String id,
            @Nullable Contact heartbeat,
            @Nullable Contact probe,
            @Nullable PlaneStateRow previous) {
        return new PlaneFacts(
                id,
                "aws",
                "r",
                false,
                false,
                IdentityState.KNOWN,
                heartbeat,
                probe,
                previous,
                List.of());
    }
}
