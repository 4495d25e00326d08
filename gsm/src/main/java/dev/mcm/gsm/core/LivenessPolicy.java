package dev.mcm.gsm.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides whether a plane is heard. Silence counts only while GSM itself could have heard
/// something: its own start or a lost broker restarts the clock of every plane.
///
/// @param silentAfter longest allowed time between heartbeats
public record LivenessPolicy(Duration silentAfter) {
    public LivenessPolicy {
        if (!silentAfter.isPositive()) {
            throw new IllegalArgumentException("silentAfter: " + silentAfter + " (expected: > 0)");
        }
    }

    /// The state to store; `before` itself when nothing changes.
    ///
    /// @param before what is stored; empty for a plane that was never heard
    public Optional<Liveness> decide(Optional<Liveness> before, Hearing hearing, Instant now) {
        if (hearing.listeningSince().isEmpty()) {
            return before;
        }
        if (hearing.heardAt().isEmpty() && before.isEmpty()) {
            return before;
        }
        Instant last = hearing.heardAt().orElse(hearing.listeningSince().get());
        if (Duration.between(last, now).compareTo(silentAfter) >= 0) {
            return Optional.of(become(Liveness.State.SILENT, before, hearing, now));
        }
        return hearing.heardAt().isEmpty()
                ? before
                : Optional.of(become(Liveness.State.LIVE, before, hearing, now));
    }

    private static Liveness become(
            Liveness.State state, Optional<Liveness> before, Hearing hearing, Instant now) {
        Instant since = before.filter(old -> old.state() == state).map(Liveness::since).orElse(now);
        long epoch = Math.max(hearing.epoch(), before.map(Liveness::epoch).orElse(0L));
        return new Liveness(state, epoch, since);
    }
}
