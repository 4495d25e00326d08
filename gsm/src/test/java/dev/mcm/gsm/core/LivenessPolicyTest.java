package dev.mcm.gsm.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LivenessPolicyTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final PlaneId PLANE = new PlaneId("p");
    private static final PlaneSight UNREADABLE = new PlaneSight("pods are not listed", true);
    private static final PlaneLiveness LIVE =
            row(Hearing.LIVE, 3, T0.minusSeconds(100), PlaneSight.CLEAR);
    private static final PlaneLiveness SILENT =
            row(Hearing.SILENT, 3, T0.minusSeconds(100), PlaneSight.CLEAR);

    private final LivenessPolicy policy =
            new LivenessPolicy(Duration.ofSeconds(15), Duration.ofSeconds(30));

    @Test
    void aPlaneThatWasNeverHeardHasNoState() {
        assertThat(policy.decide(PLANE, null, KnownHeartbeats.NOTHING.caughtUp(T0), after(1000)))
                .isEmpty();
    }

    @Test
    void aHeartbeatMakesAPlaneLive() {
        KnownHeartbeats heard =
                KnownHeartbeats.NOTHING.caughtUp(T0).heartbeat(4, PlaneSight.CLEAR, after(1));
        assertThat(policy.decide(PLANE, null, heard, after(1)))
                .contains(row(Hearing.LIVE, 4, after(1), PlaneSight.CLEAR));
        assertThat(policy.decide(PLANE, SILENT, heard, after(1)))
                .contains(row(Hearing.LIVE, 4, after(1), PlaneSight.CLEAR));
    }

    @Test
    void silenceIsStatedAfterTheAllowedTimeOnly() {
        KnownHeartbeats heard =
                KnownHeartbeats.NOTHING.caughtUp(T0).heartbeat(3, PlaneSight.CLEAR, after(1));
        assertThat(policy.decide(PLANE, LIVE, heard, after(15))).contains(LIVE);
        assertThat(policy.decide(PLANE, LIVE, heard, after(16)))
                .contains(row(Hearing.SILENT, 3, after(16), PlaneSight.CLEAR));
    }

    @Test
    void theClockOfAStartingGsmBeginsWhenItHasCaughtUp() {
        KnownHeartbeats catchingUp = KnownHeartbeats.NOTHING.heartbeat(3, PlaneSight.CLEAR, T0);
        assertThat(policy.decide(PLANE, LIVE, catchingUp, after(1000))).contains(LIVE);
        KnownHeartbeats listening = catchingUp.caughtUp(after(1000));
        assertThat(policy.decide(PLANE, LIVE, listening, after(1014))).contains(LIVE);
        assertThat(policy.decide(PLANE, LIVE, listening, after(1015)).map(PlaneLiveness::state))
                .contains(Hearing.SILENT);
    }

    @Test
    void aGsmThatIsCutOffDeclaresNobodySilent() {
        KnownHeartbeats cut =
                KnownHeartbeats.NOTHING
                        .caughtUp(T0)
                        .heartbeat(3, PlaneSight.CLEAR, after(1))
                        .cutOff();
        assertThat(policy.decide(PLANE, LIVE, cut, after(1000))).contains(LIVE);
        assertThat(policy.decide(PLANE, LIVE, cut.caughtUp(after(1000)), after(1010)))
                .contains(LIVE);
    }

    @Test
    void aSilentPlaneStaysSilentWhileNothingIsHeard() {
        assertThat(policy.decide(PLANE, SILENT, KnownHeartbeats.NOTHING.caughtUp(T0), after(5)))
                .contains(SILENT);
        assertThat(policy.decide(PLANE, SILENT, KnownHeartbeats.NOTHING.caughtUp(T0), after(50)))
                .contains(SILENT);
    }

    @Test
    void aHeartbeatOfAnOlderProcessDoesNotCount() {
        KnownHeartbeats heard =
                KnownHeartbeats.NOTHING
                        .caughtUp(T0)
                        .heartbeat(5, PlaneSight.CLEAR, after(1))
                        .heartbeat(4, PlaneSight.CLEAR, after(14));
        assertThat(policy.decide(PLANE, LIVE, heard, after(16)).map(PlaneLiveness::state))
                .contains(Hearing.SILENT);
    }

    @Test
    void aNewProcessChangesTheEpochNotTheSince() {
        KnownHeartbeats heard =
                KnownHeartbeats.NOTHING.caughtUp(T0).heartbeat(9, PlaneSight.CLEAR, after(1));
        assertThat(policy.decide(PLANE, LIVE, heard, after(1)))
                .contains(row(Hearing.LIVE, 9, T0.minusSeconds(100), PlaneSight.CLEAR));
    }

    @Test
    void aPlaneThatItsLsmCannotReadIsSilentAfterTheGraceAndSaysWhy() {
        KnownHeartbeats heard = unreadable(1, 31);
        assertThat(policy.decide(PLANE, LIVE, heard, after(30))).contains(LIVE);
        PlaneLiveness silent = policy.decide(PLANE, LIVE, heard, after(31)).orElseThrow();
        assertThat(silent).isEqualTo(row(Hearing.SILENT, 3, after(31), UNREADABLE));
        assertThat(policy.decide(PLANE, silent, unreadable(1, 45), after(46))).contains(silent);
        KnownHeartbeats again = unreadable(1, 45).heartbeat(3, PlaneSight.CLEAR, after(50));
        assertThat(policy.decide(PLANE, silent, again, after(50)))
                .contains(row(Hearing.LIVE, 3, after(50), PlaneSight.CLEAR));
    }

    @Test
    void anLsmThatStartsAnewHasTimeToListEverything() {
        KnownHeartbeats starting = unreadable(1, 25);
        assertThat(policy.decide(PLANE, LIVE, starting, after(26))).contains(LIVE);
        KnownHeartbeats listed = starting.heartbeat(4, PlaneSight.CLEAR, after(27));
        assertThat(policy.decide(PLANE, LIVE, listed, after(60)).map(PlaneLiveness::state))
                .contains(Hearing.SILENT);
        assertThat(policy.decide(PLANE, LIVE, listed, after(28)))
                .contains(row(Hearing.LIVE, 4, T0.minusSeconds(100), PlaneSight.CLEAR));
    }

    @Test
    void aPlaneBecomesLiveOnlyWhenItCanBeRead() {
        assertThat(policy.decide(PLANE, null, unreadable(1, 5), after(6))).isEmpty();
        assertThat(policy.decide(PLANE, null, unreadable(1, 31), after(31)))
                .contains(row(Hearing.SILENT, 3, after(31), UNREADABLE));
        assertThat(policy.decide(PLANE, SILENT, unreadable(1, 1), after(2)))
                .contains(row(Hearing.SILENT, 3, after(2), UNREADABLE));
    }

    @Test
    void anUnreadablePlaneThatFallsSilentIsSilentSinceThen() {
        PlaneLiveness before = row(Hearing.SILENT, 3, T0.minusSeconds(9), UNREADABLE);
        assertThat(policy.decide(PLANE, before, unreadable(1, 2), after(17)))
                .contains(row(Hearing.SILENT, 3, after(17), PlaneSight.CLEAR));
    }

    /// KnownHeartbeats of an LSM that cannot read its plane, one a second.
    private static KnownHeartbeats unreadable(long from, long to) {
        KnownHeartbeats heartbeats = KnownHeartbeats.NOTHING.caughtUp(T0);
        for (long second = from; second <= to; second++) {
            heartbeats = heartbeats.heartbeat(3, UNREADABLE, after(second));
        }
        return heartbeats;
    }

    private static PlaneLiveness row(Hearing state, long epoch, Instant since, PlaneSight sight) {
        return new PlaneLiveness(
                PLANE, state, new Epoch(epoch), since, sight.unreadable(), sight.metrics());
    }

    private static Instant after(long seconds) {
        return T0.plusSeconds(seconds);
    }
}
