package dev.mcm.scheduler.core;

import java.util.HashMap;
import java.util.Map;

/// Room on one plane while a plan is made: its reported nodes less what is decided and not bound
/// yet. Which node a pod is bound to is the plane's choice, so those pods have no places here: what
/// fits is what finds a node wherever they are bound, and takes the node from none of them. The
/// order in which pods are added does not matter, nor what was there before ([#reserveOnly]).
/// Mutable, used by one thread.
final class PlaneCapacity {
    /// Footprints without pods that are remembered from one plan to the next.
    private static final int MOST_ASKED = 200;

    private final PlaneNodes nodes;
    private final Map<Footprint, Contender> contenders = new HashMap<>();
    private final Map<Footprint, Integer> fits = new HashMap<>();

    PlaneCapacity(PlaneNodes nodes) {
        this.nodes = nodes;
    }

    PlaneNodes nodes() {
        return nodes;
    }

    /// How many more replicas are sure to be bound.
    int fits(Footprint footprint) {
        Integer known = fits.get(footprint);
        if (known == null) {
            known = count(contender(footprint));
            fits.put(footprint, known);
        }
        return known;
    }

    private int count(Contender asking) {
        long most = Math.min(asking.room(), Integer.MAX_VALUE);
        for (Contender other : contenders.values()) {
            if (most == 0) {
                break;
            }
            if (other != asking) {
                most = other.allows(asking, most);
            }
        }
        return (int) most;
    }

    /// Decides one replica more, if it is sure to be bound.
    boolean take(Footprint footprint) {
        int fit = fits(footprint);
        if (fit == 0) {
            return false;
        }
        reserve(footprint, footprint.nodeCount());
        fits.put(footprint, fit == Integer.MAX_VALUE ? fit : fit - 1);
        return true;
    }

    /// One replica more, bound anywhere, takes the node from none that is decided.
    boolean bears(Footprint footprint) {
        Contender asking = contender(footprint);
        return contenders.values().stream()
                .allMatch(other -> other == asking || other.allows(asking, 1) == 1);
    }

    /// Adds pods that were decided before and are not bound yet, whether there is room or not.
    void reserve(Footprint footprint, int pods) {
        Contender contender = contender(footprint);
        set(contender, contender.pods() + pods);
    }

    /// Of all that is decided and not bound yet there is this and nothing else, whatever there was
    /// before. What has not changed costs nothing.
    ///
    /// @param pods of each footprint
    void reserveOnly(Map<Footprint, Integer> pods) {
        if (contenders.size() > MOST_ASKED + pods.size()) {
            contenders.clear();
            fits.clear();
        }
        contenders.forEach(
                (footprint, contender) -> set(contender, pods.getOrDefault(footprint, 0)));
        pods.forEach((footprint, number) -> set(contender(footprint), number));
    }

    private void set(Contender contender, long pods) {
        long before = contender.pods();
        if (pods == before) {
            return;
        }
        contender.setPods(pods);
        for (Contender other : contenders.values()) {
            if (other != contender) {
                other.changed(contender, before, pods);
            }
        }
        fits.clear();
    }

    /// Pods without a node yet that could be bound where the footprint would go.
    long unbound(Footprint footprint) {
        Contender asking = contender(footprint);
        return asking.pods()
                + contenders.values().stream()
                        .filter(other -> other != asking && other.pods() > 0 && asking.meets(other))
                        .mapToLong(Contender::pods)
                        .sum();
    }

    private Contender contender(Footprint footprint) {
        Contender known = contenders.get(footprint);
        if (known == null) {
            known = new Contender(nodes.fit(footprint));
            for (Contender other : contenders.values()) {
                if (other.pods() > 0) {
                    known.changed(other, 0, other.pods());
                }
            }
            contenders.put(footprint, known);
        }
        return known;
    }
}
