package dev.mcm.scheduler.core;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the quotas of one plane leave while a plan is made: what is used there, and beside it the
/// pods that are decided and not made yet. A plane refuses pods beyond its quotas, so a replica
/// that does not fit never comes to be. Mutable, used by one thread.
final class PlaneQuotas {
    private final Map<String, List<QuotaLimit>> limits;
    private final Map<String, Map<QuotaResource, Long>> decided = new HashMap<>();

    /// @param limits by organisation; none = not limited
    PlaneQuotas(Map<String, List<QuotaLimit>> limits) {
        this.limits = limits;
    }

    /// How many more replicas of the organisation's may be made.
    int fits(String organization, Footprint footprint) {
        long most = Integer.MAX_VALUE;
        for (QuotaLimit limit : limits.getOrDefault(organization, List.of())) {
            long asked = asked(limit, footprint);
            if (asked > 0) {
                long left = limit.hard() - limit.used() - beside(organization, limit);
                most = Math.min(most, Math.max(0, left) / asked);
            }
        }
        return (int) most;
    }

    /// Adds pods that are decided and that the plane does not show, whether they fit or not.
    void reserve(String organization, Footprint footprint, int pods) {
        if (limits.containsKey(organization)) {
            Map<QuotaResource, Long> sums =
                    decided.computeIfAbsent(organization, _ -> new EnumMap<>(QuotaResource.class));
            for (QuotaResource resource : QuotaResource.values()) {
                sums.merge(resource, pods * resource.of(footprint.shape()), Long::sum);
            }
        }
    }

    /// The limit that keeps one more replica away, in words; empty = none does.
    Optional<String> refusal(String organization, Footprint footprint) {
        for (QuotaLimit limit : limits.getOrDefault(organization, List.of())) {
            long asked = asked(limit, footprint);
            long beside = beside(organization, limit);
            if (asked > 0 && limit.hard() - limit.used() - beside < asked) {
                return Optional.of(
                        "quota "
                                + limit.quota()
                                + " leaves "
                                + limit.left(beside)
                                + ", a replica asks for "
                                + asked);
            }
        }
        return Optional.empty();
    }

    private static long asked(QuotaLimit limit, Footprint footprint) {
        return footprint.nodeCount() * limit.resource().of(footprint.shape());
    }

    private long beside(String organization, QuotaLimit limit) {
        return decided.getOrDefault(organization, Map.of()).getOrDefault(limit.resource(), 0L);
    }
}
