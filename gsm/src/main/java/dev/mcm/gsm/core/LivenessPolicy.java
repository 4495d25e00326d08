package dev.mcm.gsm.core;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /// The row to store; `before` itself when nothing changes, and empty while there is none.
    ///
    /// @param before what is stored; null for a plane that was never heard
    public Optional<PlaneLiveness> decide(
            PlaneId plane,
            @Nullable PlaneLiveness before,
            KnownHeartbeats heartbeats,
            Instant now) {
        return Optional.ofNullable(next(plane, before, heartbeats, now));
    }

    private @Nullable PlaneLiveness next(
            PlaneId plane,
            @Nullable PlaneLiveness before,
            KnownHeartbeats heartbeats,
            Instant now) {
        Instant since = heartbeats.listeningSince();
        Instant heardAt = heartbeats.heardAt();
        if (since == null || (heardAt == null && before == null)) {
            return before;
        }
        Instant last = heardAt == null ? since : heardAt;
        Epoch epoch = new Epoch(heartbeats.epoch());
        if (Duration.between(last, now).compareTo(silentAfter) >= 0) {
            PlaneSight none = PlaneSight.CLEAR;
            return after(before, row(plane, Hearing.SILENT, epoch, none, now));
        }
        if (heardAt == null) {
            return before;
        }
        PlaneSight sight = heartbeats.sight();
        if (sight.isReadable()) {
            return after(before, row(plane, Hearing.LIVE, epoch, sight, now));
        }
        boolean silent = before != null && before.state() == Hearing.SILENT;
        if (silent || unreadableTooLong(heartbeats, now)) {
            return after(before, row(plane, Hearing.SILENT, epoch, sight, now));
        }
        PlaneSight excused = new PlaneSight("", sight.metrics());
        return before == null ? null : after(before, row(plane, Hearing.LIVE, epoch, excused, now));
    }

    private boolean unreadableTooLong(KnownHeartbeats heartbeats, Instant now) {
        Instant since = heartbeats.unreadableSince();
        return since != null && Duration.between(since, now).compareTo(unreadableAfter) >= 0;
    }

    private static PlaneLiveness row(
            PlaneId plane, Hearing state, Epoch epoch, PlaneSight sight, Instant since) {
        return new PlaneLiveness(plane, state, epoch, since, sight.unreadable(), sight.metrics());
    }

    /// What is the same as before keeps its age.
    private static PlaneLiveness after(@Nullable PlaneLiveness before, PlaneLiveness row) {
        if (before == null) {
            return row;
        }
        boolean same =
                before.state() == row.state()
                        && before.unreadable().isEmpty() == row.unreadable().isEmpty();
        Instant since = same ? before.since() : row.since();
        Epoch epoch = before.epoch().isNewerThan(row.epoch()) ? before.epoch() : row.epoch();
        return new PlaneLiveness(
                row.planeId(), row.state(), epoch, since, row.unreadable(), row.metricsReachable());
    }
}
