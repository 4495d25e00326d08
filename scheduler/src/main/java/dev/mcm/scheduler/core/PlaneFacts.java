package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one plane.
///
/// @param identity whether what answers at its address is the plane
/// @param liveness null = its LSM was never heard
/// @param probe null = its API was never probed
/// @param previous state stored by an earlier decision; null = none
/// @param capacity free nodes as last reported, classes of equal nodes
/// @param provisionTimeout how long its own autoscaler may take to bring a node
public record PlaneFacts(
        PlaneId id,
        String provider,
        String region,
        boolean sharesGpus,
        boolean cordoned,
        IdentityState identity,
        @Nullable PlaneLiveness liveness,
        @Nullable PlaneProbe probe,
        @Nullable PlaneStateRow previous,
        List<NodeClass> capacity,
        Duration provisionTimeout) {
    public PlaneFacts {
        capacity = List.copyOf(capacity);
    }

    /// A plane that brings no nodes by itself.
    public PlaneFacts(
            PlaneId id,
            String provider,
            String region,
            boolean sharesGpus,
            boolean cordoned,
            IdentityState identity,
            @Nullable PlaneLiveness liveness,
            @Nullable PlaneProbe probe,
            @Nullable PlaneStateRow previous,
            List<NodeClass> capacity) {
        this(
                id,
                provider,
                region,
                sharesGpus,
                cordoned,
                identity,
                liveness,
                probe,
                previous,
                capacity,
                Duration.ZERO);
    }

    /// Set while no heartbeat comes. An LSM that is heard and cannot read its plane is not silent:
    /// it says what it cannot read.
    Optional<PlaneLiveness> silence() {
        return Optional.ofNullable(liveness)
                .filter(row -> row.state() == Hearing.SILENT && row.unreadable().isEmpty());
    }

    Optional<PlaneProbe> unreachability() {
        return Optional.ofNullable(probe).filter(row -> !row.reachable());
    }

    boolean wasLost() {
        return previous != null && previous.state() == PlaneState.LOST;
    }
}
