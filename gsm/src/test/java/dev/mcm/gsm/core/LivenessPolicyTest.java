package dev.mcm.gsm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LivenessPolicyTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Optional<Liveness> LIVE =
            Optional.of(new Liveness(Liveness.State.LIVE, 3, T0.minusSeconds(100)));
    private static final Optional<Liveness> SILENT =
            Optional.of(new Liveness(Liveness.State.SILENT, 3, T0.minusSeconds(100)));

    private final LivenessPolicy policy = new LivenessPolicy(Duration.ofSeconds(15));

    @Test
    void aPlaneThatWasNeverHeardHasNoState() {
        assertThat(policy.decide(Optional.empty(), Hearing.NOTHING.caughtUp(T0), after(1000)))
                .isEmpty();
    }

    @Test
    void aHeartbeatMakesAPlaneLive() {
        Hearing heard = Hearing.NOTHING.caughtUp(T0).heartbeat(4, after(1));
        assertThat(policy.decide(Optional.empty(), heard, after(1)))
                .contains(new Liveness(Liveness.State.LIVE, 4, after(1)));
        assertThat(policy.decide(SILENT, heard, after(1)))
                .contains(new Liveness(Liveness.State.LIVE, 4, after(1)));
    }

    @Test
    void silenceIsStatedAfterTheAllowedTimeOnly() {
        Hearing heard = Hearing.NOTHING.caughtUp(T0).heartbeat(3, after(1));
        assertThat(policy.decide(LIVE, heard, after(15))).isEqualTo(LIVE);
        assertThat(policy.decide(LIVE, heard, after(16)))
                .contains(new Liveness(Liveness.State.SILENT, 3, after(16)));
    }

    @Test
    void theClockOfAStartingGsmBeginsWhenItHasCaughtUp() {
        Hearing catchingUp = Hearing.NOTHING.heartbeat(3, T0);
        assertThat(policy.decide(LIVE, catchingUp, after(1000))).isEqualTo(LIVE);
        Hearing listening = catchingUp.caughtUp(after(1000));
        assertThat(policy.decide(LIVE, listening, after(1014))).isEqualTo(LIVE);
        assertThat(policy.decide(LIVE, listening, after(1015)).map(Liveness::state))
                .contains(Liveness.State.SILENT);
    }

    @Test
    void aGsmThatIsCutOffDeclaresNobodySilent() {
        Hearing cut = Hearing.NOTHING.caughtUp(T0).heartbeat(3, after(1)).cutOff();
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
        Hearing heard = Hearing.NOTHING.caughtUp(T0).heartbeat(5, after(1)).heartbeat(4, after(14));
        assertThat(policy.decide(LIVE, heard, after(16)).map(Liveness::state))
                .contains(Liveness.State.SILENT);
    }

    @Test
    void aNewProcessChangesTheEpochNotTheSince() {
        Hearing heard = Hearing.NOTHING.caughtUp(T0).heartbeat(9, after(1));
        assertThat(policy.decide(LIVE, heard, after(1)))
                .contains(new Liveness(Liveness.State.LIVE, 9, T0.minusSeconds(100)));
    }

    private static Instant after(long seconds) {
        return T0.plusSeconds(seconds);
    }
}
