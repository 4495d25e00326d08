package dev.mcm.scheduler.core;

import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.IdentityState;
import java.util.Optional;
import java.util.Set;

/// A plane inside one decision: its facts, its state and its remaining capacity.
final class Plane {
    private final PlaneFacts facts;
    private final PlaneState state;
    private PlaneCapacity capacity;

    Plane(PlaneFacts facts, PlaneState state) {
        this.facts = facts;
        this.state = state;
        this.capacity = new PlaneCapacity(facts.capacity());
    }

    String id() {
        return facts.id();
    }

    PlaneState state() {
        return state;
    }

    boolean cordoned() {
        return facts.cordoned();
    }

    PlaneCapacity capacity() {
        return capacity;
    }

    void resetCapacity() {
        capacity = new PlaneCapacity(facts.capacity());
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
        if (!allows(organizationRegions, facts.region())
                || !allows(rules.requiredRegions(), facts.region())) {
            return Optional.of(VerdictReason.REGION_NOT_ALLOWED);
        }
        if (!allows(rules.requiredProviders(), facts.provider())) {
            return Optional.of(VerdictReason.PROVIDER_NOT_ALLOWED);
        }
        if (rules.deniedPlanes().contains(facts.id())
                || !allows(rules.allowedPlanes(), facts.id())) {
            return Optional.of(VerdictReason.PLANE_DENIED);
        }
        return Optional.empty();
    }

    private static boolean allows(Set<String> allowed, String value) {
        return allowed.isEmpty() || allowed.contains(value);
    }
}
