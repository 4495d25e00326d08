package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.AllowedPlanes;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A plane inside one decision: its facts, its state and its remaining capacity.
final class FleetPlane {
    private final PlaneFacts facts;
    private final PlaneState state;
    private final Instant since;
    private final PlaneNodes nodes;
    private PlaneCapacity capacity;

    /// @param since when it came into that state
    FleetPlane(PlaneFacts facts, PlaneState state, Instant since) {
        this.facts = facts;
        this.state = state;
        this.since = since;
        this.nodes = new PlaneNodes(facts.capacity());
        this.capacity = new PlaneCapacity(nodes);
    }

    PlaneId id() {
        return facts.id();
    }

    PlaneState state() {
        return state;
    }

    Instant since() {
        return since;
    }

    /// How long its own autoscaler may take to bring a node.
    Duration provisionTimeout() {
        return facts.provisionTimeout();
    }

    boolean cordoned() {
        return facts.cordoned();
    }

    PlaneCapacity capacity() {
        return capacity;
    }

    void resetCapacity() {
        capacity = new PlaneCapacity(nodes);
    }

    IdentityState identity() {
        return facts.identity();
    }

    boolean open() {
        return state == PlaneState.LIVE && !facts.cordoned() && facts.identity().isServed();
    }

    int preference(PlacementRules rules) {
        return rules.preference(facts.region(), facts.provider());
    }

    boolean sharesGpus() {
        return facts.sharesGpus();
    }

    /// The rule of the deployment or its organisation that keeps it off this plane, if any.
    Optional<VerdictReason> refusal(Set<String> organizationRegions, PlacementRules rules) {
        return rules.allowed()
                .refusal(organizationRegions, facts.id().value(), facts.provider(), facts.region())
                .map(FleetPlane::verdict);
    }

    private static VerdictReason verdict(AllowedPlanes.Refusal refusal) {
        return switch (refusal) {
            case REGION -> VerdictReason.REGION_NOT_ALLOWED;
            case PROVIDER -> VerdictReason.PROVIDER_NOT_ALLOWED;
            case PLANE -> VerdictReason.PLANE_DENIED;
        };
    }
}
