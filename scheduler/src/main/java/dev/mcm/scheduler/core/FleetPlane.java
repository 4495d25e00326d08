package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.AllowedPlanes;
import dev.mcm.shared.plane.PlaneSite;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A plane inside one decision: its facts, its state and its remaining capacity.
final class FleetPlane {
    private final PlaneFacts facts;
    private final PlaneState state;
    private final String why;
    private final Instant since;
    private final PlaneSite site;
    private final PlaneCapacity capacity;
    private final Map<Footprint, Integer> reserved = new HashMap<>();
    private PlaneQuotas quotas;

    /// @param capacity of its nodes, with whatever an earlier decision has reserved there
    /// @param why it is in that state
    /// @param since when it came into it
    FleetPlane(
            PlaneFacts facts, PlaneCapacity capacity, PlaneState state, String why, Instant since) {
        this.facts = facts;
        this.state = state;
        this.why = why;
        this.since = since;
        this.capacity = capacity;
        this.site =
                new PlaneSite(
                        facts.id().value(),
                        facts.provider(),
                        facts.region(),
                        facts.organizations());
        this.quotas = new PlaneQuotas(facts.quotas());
    }

    PlaneId id() {
        return facts.id();
    }

    PlaneFacts facts() {
        return facts;
    }

    PlaneState state() {
        return state;
    }

    /// Why it is in its state.
    String why() {
        return why;
    }

    Instant since() {
        return since;
    }

    /// How long its own autoscaler may take to bring a node.
    Duration provisionTimeout() {
        return facts.provisionTimeout();
    }

    boolean cordoned() {
        return facts.isClosed();
    }

    PlaneCapacity capacity() {
        return capacity;
    }

    PlaneQuotas quotas() {
        return quotas;
    }

    /// How many more replicas of the organisation's are sure to be made and bound.
    int fits(String organization, Footprint footprint) {
        int allowed = quotas.fits(organization, footprint);
        return allowed == 0 ? 0 : Math.min(allowed, capacity.fits(footprint));
    }

    /// Decides one replica more, if it is sure to be made and bound.
    boolean take(String organization, Footprint footprint) {
        boolean taken = quotas.fits(organization, footprint) > 0 && capacity.take(footprint);
        if (taken) {
            quotas.reserve(organization, footprint, footprint.nodeCount());
        }
        return taken;
    }

    /// From here on nothing is reserved, until more is and [#applyReserved()] says that it is all.
    void resetReserved() {
        reserved.clear();
        quotas = new PlaneQuotas(facts.quotas());
    }

    /// Takes out what is decided and not bound yet.
    void reserve(String organization, Reservation room) {
        reserve(room.footprint(), room.pods());
        quotas.reserve(organization, room.footprint(), room.unmade());
    }

    void reserve(Footprint footprint, int pods) {
        reserved.merge(footprint, pods, Integer::sum);
    }

    void applyReserved() {
        capacity.reserveOnly(reserved);
    }

    IdentityState identity() {
        return facts.identity();
    }

    /// What runs there is to give way to others elsewhere.
    boolean draining() {
        return facts.isDraining();
    }

    /// The time that the others had to be ready has passed.
    boolean isPastDrain(Instant now) {
        return facts.drainDeadline().filter(deadline -> !now.isBefore(deadline)).isPresent();
    }

    boolean open() {
        return state == PlaneState.LIVE && !facts.isClosed() && facts.identity().isServed();
    }

    int preference(PlacementRules rules) {
        return rules.preference(facts.region(), facts.provider());
    }

    boolean sharesGpus() {
        return facts.sharesGpus();
    }

    /// The rule of the deployment or its organisation that keeps it off this plane, if any.
    Optional<VerdictReason> refusal(
            String organization, Set<String> organizationRegions, PlacementRules rules) {
        return rules.allowed()
                .refusal(organization, organizationRegions, site)
                .map(FleetPlane::verdict);
    }

    private static VerdictReason verdict(AllowedPlanes.Refusal refusal) {
        return switch (refusal) {
            case REGION -> VerdictReason.REGION_NOT_ALLOWED;
            case PROVIDER -> VerdictReason.PROVIDER_NOT_ALLOWED;
            case PLANE -> VerdictReason.PLANE_DENIED;
            case RESERVED -> VerdictReason.RESERVED;
        };
    }
}
