package dev.mcm.gsm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LivenessPolicyTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final PlaneSight UNREADABLE = new PlaneSight("pods are not listed", true);
    private static final Optional<Liveness> LIVE =
            Optional.of(
                    new Liveness(Liveness.State.LIVE, 3, T0.minusSeconds(100), PlaneSight.CLEAR));
    private static final Optional<Liveness> SILENT =
            Optional.of(
                    new Liveness(Liveness.State.SILENT, 3, T0.minusSeconds(100), PlaneSight.CLEAR));

    private final LivenessPolicy policy =
            new LivenessPolicy(Duration.ofSeconds(15), Duration.ofSeconds(30));

    @Test
    void aPlaneThatWasNeverHeardHasNoState() {
        assertThat(policy.decide(Optional.empty(), Hearing.NOTHING.caughtUp(T0), after(1000)))
                .isEmpty();
    }

    @Test
    void aHeartbeatMakesAPlaneLive() {
        Hearing heard = Hearing.NOTHING.caughtUp(T0).heartbeat(4, PlaneSight.CLEAR, after(1));
        assertThat(policy.decide(Optional.empty(), heard, after(1)))
                .contains(new Liveness(Liveness.State.LIVE, 4, after(1), PlaneSight.CLEAR));
        assertThat(policy.decide(SILENT, heard, after(1)))
                .contains(new Liveness(Liveness.State.LIVE, 4, after(1), PlaneSight.CLEAR));
    }

    @Test
    void silenceIsStatedAfterTheAllowedTimeOnly() {
        Hearing heard = Hearing.NOTHING.caughtUp(T0).heartbeat(3, PlaneSight.CLEAR, after(1));
        assertThat(policy.decide(LIVE, heard, after(15))).isEqualTo(LIVE);
        assertThat(policy.decide(LIVE, heard, after(16)))
                .contains(new Liveness(Liveness.State.SILENT, 3, after(16), PlaneSight.CLEAR));
    }

    @Test
    void theClockOfAStartingGsmBeginsWhenItHasCaughtUp() {
        Hearing catchingUp = Hearing.NOTHING.heartbeat(3, PlaneSight.CLEAR, T0);
        assertThat(policy.decide(LIVE, catchingUp, after(1000))).isEqualTo(LIVE);
        Hearing listening = catchingUp.caughtUp(after(1000));
        assertThat(policy.decide(LIVE, listening, after(1014))).isEqualTo(LIVE);
        assertThat(policy.decide(LIVE, listening, after(1015)).map(Liveness::state))
                .contains(Liveness.State.SILENT);
    }

    @Test
    void aGsmThatIsCutOffDeclaresNobodySilent() {
        Hearing cut =
                Hearing.NOTHING.caughtUp(T0).heartbeat(3, PlaneSight.CLEAR, after(1)).cutOff();
        assertThat(policy.decide(LIVE, cut, after(1000))).isEqualTo(LIVE);
        assertThat(policy.decide(LIVE, cut.caughtUp(after(1000)), after(1010))).isEqualTo(LIVE);
    }

    @Test
    void aSilentPlaneStaysSilentWhileNothingIsHeard() {
        assertThat(policy.decide(SILENT, Hearing.NOTHING.caughtUp(T0), after(5))).isEqualTo(SILENT);
        assertThat(policy.decide(SILENT, Hearing.NOTHING.caughtUp(T0), after(50)))
                .isEqualTo(SILENT);
    }

    @Test
    void aHeartbeatOfAnOlderProcessDoesNotCount() {
        Hearing heard =
                Hearing.NOTHING
                        .caughtUp(T0)
                        .heartbeat(5, PlaneSight.CLEAR, after(1))
                        .heartbeat(4, PlaneSight.CLEAR, after(14));
        assertThat(policy.decide(LIVE, heard, after(16)).map(Liveness::state))
                .contains(Liveness.State.SILENT);
    }

    @Test
    void aNewProcessChangesTheEpochNotTheSince() {
        Hearing heard = Hearing.NOTHING.caughtUp(T0).heartbeat(9, PlaneSight.CLEAR, after(1));
        assertThat(policy.decide(LIVE, heard, after(1)))
                .contains(
                        new Liveness(
                                Liveness.State.LIVE, 9, T0.minusSeconds(100), PlaneSight.CLEAR));
    }

    @Test
    void aPlaneThatItsLsmCannotReadIsSilentAfterTheGraceAndSaysWhy() {
        Hearing heard = unreadable(1, 31);
        assertThat(policy.decide(LIVE, heard, after(30))).isEqualTo(LIVE);
        Optional<Liveness> silent = policy.decide(LIVE, heard, after(31));
        assertThat(silent).contains(new Liveness(Liveness.State.SILENT, 3, after(31), UNREADABLE));
        assertThat(policy.decide(silent, unreadable(1, 45), after(46))).isEqualTo(silent);
        Hearing again = unreadable(1, 45).heartbeat(3, PlaneSight.CLEAR, after(50));
        assertThat(policy.decide(silent, again, after(50)))
                .contains(new Liveness(Liveness.State.LIVE, 3, after(50), PlaneSight.CLEAR));
    }

    @Test
    void anLsmThatStartsAnewHasTimeToListEverything() {
        Hearing starting = unreadable(1, 25);
        assertThat(policy.decide(LIVE, starting, after(26))).isEqualTo(LIVE);
        Hearing listed = starting.heartbeat(4, PlaneSight.CLEAR, after(27));
        assertThat(policy.decide(LIVE, listed, after(60)).map(Liveness::state))
                .contains(Liveness.State.SILENT);
        assertThat(policy.decide(LIVE, listed, after(28)))
                .contains(
                        new Liveness(
                                Liveness.State.LIVE, 4, T0.minusSeconds(100), PlaneSight.CLEAR));
    }

    @Test
    void aPlaneBecomesLiveOnlyWhenItCanBeRead() {
        assertThat(policy.decide(Optional.empty(), unreadable(1, 5), after(6))).isEmpty();
        assertThat(policy.decide(Optional.empty(), unreadable(1, 31), after(31)))
                .contains(new Liveness(Liveness.State.SILENT, 3, after(31), UNREADABLE));
        assertThat(policy.decide(SILENT, unreadable(1, 1), after(2)))
                .contains(new Liveness(Liveness.State.SILENT, 3, after(2), UNREADABLE));
    }

    @Test
    void anUnreadablePlaneThatFallsSilentIsSilentSinceThen() {
        Optional<Liveness> before =
                Optional.of(new Liveness(Liveness.State.SILENT, 3, T0.minusSeconds(9), UNREADABLE));
        assertThat(policy.decide(before, unreadable(1, 2), after(17)))
                .contains(new Liveness(Liveness.State.SILENT, 3, after(17), PlaneSight.CLEAR));
    }

    /// Heartbeats of an LSM that cannot read its plane, one a second.
    private static Hearing unreadable(long from, long to) {
        Hearing hearing = Hearing.NOTHING.caughtUp(T0);
        for (long second = from; second <= to; second++) {
            hearing = hearing.heartbeat(3, UNREADABLE, after(second));
        }
        return hearing;
    }

    private static Instant after(long seconds) {
        return T0.plusSeconds(seconds);
    }
}
