package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.BrakeMark;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one plane.
///
/// @param identity whether what answers at its address is the plane
/// @param liveness null = its LSM was never heard
/// @param probe null = its API was never probed
/// @param previous state stored by an earlier decision; null = none
/// @param capacity free nodes as last reported, classes of equal nodes
/// @param seen when its witnesses looked last
/// @param order the operator's word that is in force; null = none
/// @param organizations whose replicas may run there; empty = everybody's
/// @param provisionTimeout how long its own autoscaler may take to bring a node
/// @param quotas limits of the organisations' namespaces, by organisation; none = not limited, or
///   not known
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
        Sightings seen,
        @Nullable PlaneOrder order,
        Set<String> organizations,
        Duration provisionTimeout,
        Map<String, List<QuotaLimit>> quotas) {
    public PlaneFacts {
        capacity = List.copyOf(capacity);
        organizations = Set.copyOf(organizations);
        quotas = Map.copyOf(quotas);
    }

    /// A plane for everybody, of which no operator has said anything, whose witnesses look, that
    /// brings no nodes by itself and has no quotas.
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
                Sightings.NONE,
                null,
                Set.of(),
                Duration.ZERO,
                Map.of());
    }

    /// The same with other nodes.
    public PlaneFacts with(List<NodeClass> nodes) {
        return new PlaneFacts(
                id,
                provider,
                region,
                sharesGpus,
                cordoned,
                identity,
                liveness,
                probe,
                previous,
                nodes,
                seen,
                order,
                organizations,
                provisionTimeout,
                quotas);
    }

    boolean wasLost() {
        return previous != null && previous.state() == PlaneState.LOST;
    }

    /// What earlier decisions remember of the brake.
    BrakeMark mark() {
        return previous == null ? BrakeMark.NONE : previous.brake();
    }

    /// An operator has its replicas handed over to other planes; it takes none.
    public boolean isDraining() {
        return isDeclared(PlaneOrderKind.DRAIN);
    }

    /// When what is left of a drain is taken anyway, which may have passed; empty = it is not
    /// drained.
    public Optional<Instant> drainDeadline() {
        return order != null && isDraining()
                ? Optional.ofNullable(order.until())
                : Optional.empty();
    }

    /// It takes no new replicas, by an operator's word.
    boolean isClosed() {
        return cordoned || isDraining();
    }

    boolean isDeclared(PlaneOrderKind kind) {
        return order != null && order.kind() == kind;
    }
}
