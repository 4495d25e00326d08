package dev.mcm.gsm.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides whether a plane is heard. Silence counts only while GSM itself could have heard
/// something: its own start or a lost broker restarts the clock of every plane.
///
/// A plane that is heard and cannot be read is as good as silent: what is known of it gets older
/// and older. A LIVE plane is given some time for that, because each LSM that starts has first to
/// list everything; one that is not LIVE becomes so only when it can be read.
///
/// @param silentAfter longest allowed time between heartbeats
/// @param unreadableAfter how long a LIVE plane may not be readable
public record LivenessPolicy(Duration silentAfter, Duration unreadableAfter) {
    public LivenessPolicy {
        if (!silentAfter.isPositive() || !unreadableAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "silentAfter: "
                            + silentAfter
                            + ", unreadableAfter: "
                            + unreadableAfter
                            + " (expected: both > 0)");
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
            return Optional.of(
                    become(Liveness.State.SILENT, PlaneSight.CLEAR, before, hearing.epoch(), now));
        }
        return hearing.heardAt().isEmpty() ? before : heard(before, hearing, now);
    }

    private Optional<Liveness> heard(Optional<Liveness> before, Hearing hearing, Instant now) {
        PlaneSight sight = hearing.sight();
        boolean tooLong =
                hearing.unreadableSince()
                        .filter(since ->
                                Duration.between(since, now).compareTo(unreadableAfter) >= 0)
                        .isPresent();
        boolean silent = before.filter(old -> old.state() == Liveness.State.SILENT).isPresent();
        if (!sight.isReadable() && (tooLong || silent)) {
            return Optional.of(become(Liveness.State.SILENT, sight, before, hearing.epoch(), now));
        }
        if (!sight.isReadable() && before.isEmpty()) {
            return before;
        }
        PlaneSight live = new PlaneSight("", sight.metrics());
        return Optional.of(become(Liveness.State.LIVE, live, before, hearing.epoch(), now));
    }

    private static Liveness become(
            Liveness.State state,
            PlaneSight sight,
            Optional<Liveness> before,
            long heardEpoch,
            Instant now) {
        Instant since =
                before.filter(old ->
                                old.state() == state
                                        && old.sight().isReadable() == sight.isReadable())
                        .map(Liveness::since)
                        .orElse(now);
        long epoch = Math.max(heardEpoch, before.map(Liveness::epoch).orElse(0L));
        return new Liveness(state, epoch, since, sight);
    }
}
