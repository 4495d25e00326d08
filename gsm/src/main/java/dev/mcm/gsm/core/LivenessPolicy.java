package dev.mcm.gsm.core;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
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

    /// The row to store; `before` itself when nothing changes.
    ///
    /// @param before what is stored; empty for a plane that was never heard
    public Optional<PlaneLiveness> decide(
            PlaneId plane,
            Optional<PlaneLiveness> before,
            KnownHeartbeats heartbeats,
            Instant now) {
        if (heartbeats.listeningSince().isEmpty()) {
            return before;
        }
        if (heartbeats.heardAt().isEmpty() && before.isEmpty()) {
            return before;
        }
        Instant last = heartbeats.heardAt().orElse(heartbeats.listeningSince().get());
        Epoch epoch = new Epoch(heartbeats.epoch());
        if (Duration.between(last, now).compareTo(silentAfter) >= 0) {
            PlaneSight none = PlaneSight.CLEAR;
            return Optional.of(after(before, row(plane, Hearing.SILENT, epoch, none, now)));
        }
        if (heartbeats.heardAt().isEmpty()) {
            return before;
        }
        PlaneSight sight = heartbeats.sight();
        if (sight.isReadable()) {
            return Optional.of(after(before, row(plane, Hearing.LIVE, epoch, sight, now)));
        }
        boolean silent = before.filter(old -> old.state() == Hearing.SILENT).isPresent();
        if (silent || unreadableTooLong(heartbeats, now)) {
            return Optional.of(after(before, row(plane, Hearing.SILENT, epoch, sight, now)));
        }
        PlaneSight excused = new PlaneSight("", sight.metrics());
        return before.map(old -> after(before, row(plane, Hearing.LIVE, epoch, excused, now)));
    }

    private boolean unreadableTooLong(KnownHeartbeats heartbeats, Instant now) {
        return heartbeats
                .unreadableSince()
                .filter(since -> Duration.between(since, now).compareTo(unreadableAfter) >= 0)
                .isPresent();
    }

    private static PlaneLiveness row(
            PlaneId plane, Hearing state, Epoch epoch, PlaneSight sight, Instant since) {
        return new PlaneLiveness(plane, state, epoch, since, sight.unreadable(), sight.metrics());
    }

    /// What is the same as before keeps its age.
    private static PlaneLiveness after(Optional<PlaneLiveness> before, PlaneLiveness row) {
        Instant since =
                before.filter(old ->
                                old.state() == row.state()
                                        && old.unreadable().isEmpty() == row.unreadable().isEmpty())
                        .map(PlaneLiveness::since)
                        .orElse(row.since());
        Epoch epoch =
                before.map(PlaneLiveness::epoch)
                        .filter(old -> old.isNewerThan(row.epoch()))
                        .orElse(row.epoch());
        return new PlaneLiveness(
                row.planeId(), row.state(), epoch, since, row.unreadable(), row.metricsReachable());
    }
}
