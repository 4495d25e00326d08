package dev.mcm.scheduler.core;

import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the two witnesses say of one plane, and whether their word counts: one that has not looked
/// for a while says neither that the plane is there nor that it is gone.
///
/// @param patience how long ago a witness may have looked
record PlaneTestimony(PlaneFacts plane, Duration patience) {
    /// GSM has not listened for a while.
    boolean isDeaf() {
        return isStale(plane.seen().listening());
    }

    /// ATC has not probed for a while.
    boolean isBlind() {
        return isStale(plane.seen().probing());
    }

    /// No heartbeat comes. An LSM that is heard and cannot read its plane is not silent: it says
    /// what it cannot read.
    boolean isSilent() {
        return !isDeaf() && saysSilent();
    }

    boolean isUnreachable() {
        return !isBlind() && saysUnreachable();
    }

    /// A witness that looks says that it is there.
    boolean isThere() {
        boolean heard = !isDeaf() && plane.liveness() != null && !saysSilent();
        boolean reached = !isBlind() && plane.probe() != null && !saysUnreachable();
        return heard || reached;
    }

    /// Since when both witnesses, looking all the time, say that it is gone; empty = they do not.
    Optional<Instant> goneSince() {
        PlaneLiveness liveness = plane.liveness();
        PlaneProbe probe = plane.probe();
        if (liveness == null || probe == null || !isSilent() || !isUnreachable()) {
            return Optional.empty();
        }
        return Stream.concat(
                        Stream.of(liveness.since(), probe.since()),
                        Stream.of(
                                        Optional.ofNullable(plane.seen().listening()),
                                        Optional.ofNullable(plane.seen().probing()))
                                .flatMap(Optional::stream)
                                .map(Sighting::unbrokenSince))
                .max(Instant::compareTo);
    }

    /// Since when its API has not answered, as the last probe found, however long ago that was.
    Optional<Instant> lastUnreachableSince() {
        return Optional.ofNullable(plane.probe())
                .filter(probe -> !probe.reachable())
                .map(PlaneProbe::since);
    }

    private boolean saysSilent() {
        PlaneLiveness liveness = plane.liveness();
        return liveness != null
                && liveness.state() == Hearing.SILENT
                && liveness.unreadable().isEmpty();
    }

    private boolean saysUnreachable() {
        return plane.probe() != null && !plane.probe().reachable();
    }

    private boolean isStale(@Nullable Sighting sighting) {
        return sighting != null && !sighting.isWithin(patience);
    }
}
