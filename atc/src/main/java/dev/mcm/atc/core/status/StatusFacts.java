package dev.mcm.atc.core.status;

import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.FailingStart;
import dev.mcm.state.deployment.Milestones;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that the status is derived from.
///
/// @param gpus its replicas use GPUs
/// @param updatedAt when a caller last changed the deployment
/// @param progressDeadline how long a replica has to become ready, after that or after it was
///   wanted again
/// @param desired what the Autoscaler wants; null = it has not decided yet
/// @param planes its cells, by revision too
public record StatusFacts(
        DeploymentLifecycle lifecycle,
        long specVersion,
        boolean gpus,
        Instant updatedAt,
        Duration progressDeadline,
        Milestones milestones,
        @Nullable Integer desired,
        Outcome outcome,
        List<CellFacts> planes) {
    public StatusFacts {
        planes = List.copyOf(planes);
    }

    /// Replicas that the Autoscaler wants: none before its first decision.
    public int wanted() {
        return desired == null ? 0 : desired;
    }

    public int placed() {
        return planes.stream().mapToInt(CellFacts::placed).sum();
    }

    public int pending() {
        return outcome.pending();
    }

    int pods() {
        return planes.stream().mapToInt(plane -> plane.observed().pods()).sum();
    }

    int bound() {
        return planes.stream().mapToInt(plane -> plane.observed().bound()).sum();
    }

    public int ready() {
        return planes.stream().mapToInt(plane -> plane.observed().ready()).sum();
    }

    /// Ready replicas of the current revision: whatever the version was that they were made for.
    int readyCurrent() {
        return planes.stream()
                .filter(CellFacts::isCurrent)
                .mapToInt(plane -> plane.observed().ready())
                .sum();
    }

    /// Replicas of other revisions than the current one.
    int toGo() {
        return planes.stream()
                .filter(plane -> !plane.isCurrent())
                .mapToInt(plane -> plane.observed().pods())
                .sum();
    }

    boolean everReady() {
        return milestones.readyVersion() > 0;
    }

    boolean currentWasReady() {
        return milestones.readyVersion() >= specVersion;
    }

    /// What keeps the current version from starting. A change by the caller begins the wait anew.
    Optional<FailingStart> failing() {
        return Optional.ofNullable(milestones.failing())
                .filter(failing ->
                        failing.specVersion() == specVersion
                                && !failing.since().isBefore(updatedAt));
    }

    /// From when on a replica of the current version has its time to become ready.
    Instant startedAt() {
        Instant since = milestones.startingSince();
        return since != null && since.isAfter(updatedAt) ? since : updatedAt;
    }
}
