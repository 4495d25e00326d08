package dev.mcm.atc.core.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whether what answers at a plane's address is the plane. A cluster is one plane for ever, and a
/// plane is one cluster for ever: who builds a cluster anew registers it under a new id.
public final class IdentityPolicy {
    private IdentityPolicy() {}

    /// What is to be known of the plane from now on; `since` is kept while it says the same.
    ///
    /// @param before what was known
    /// @param owners the plane that a cluster is, by the cluster's id; empty = none's
    public static PlaneIdentity judge(
            PlaneIdentity before,
            FoundCluster found,
            Function<String, Optional<PlaneId>> owners,
            Instant now) {
        PlaneIdentity after =
                switch (found) {
                    case FoundCluster.Named(String id) ->
                            named(
                                    before,
                                    id,
                                    owners.apply(id)
                                            .filter(owner -> !owner.equals(before.planeId()))
                                            .orElse(null),
                                    now);
                    case FoundCluster.Unreadable(String why) -> unreadable(before, why, now);
                };
        return after.says(before) ? before : after;
    }

    /// The plane's address or credentials have changed and nobody has answered there yet.
    public static PlaneIdentity moved(PlaneIdentity before, Instant now) {
        return new PlaneIdentity(
                before.planeId(), IdentityState.UNKNOWN, before.clusterId(), "", now);
    }

    /// @param other another plane that is this cluster; null = none
    private static PlaneIdentity named(
            PlaneIdentity before, String found, @Nullable PlaneId other, Instant now) {
        PlaneId plane = before.planeId();
        boolean first = before.clusterId().isEmpty();
        if (!first && !before.clusterId().equals(found)) {
            String whose = other == null ? "" : ", which is plane " + other;
            return new PlaneIdentity(
                    plane,
                    IdentityState.CHANGED,
                    before.clusterId(),
                    "cluster "
                            + found
                            + whose
                            + " answers at its address (expected: cluster "
                            + before.clusterId()
                            + ", which it was registered as; register another cluster under an id"
                            + " of its own)",
                    now);
        }
        if (other == null) {
            return new PlaneIdentity(plane, IdentityState.KNOWN, found, "", now);
        }
        return new PlaneIdentity(
                plane,
                IdentityState.TAKEN,
                "",
                "the cluster at its address, "
                        + found
                        + ", is plane "
                        + other
                        + " already (expected: a cluster that is no plane yet)",
                now);
    }

    /// A stranger does not become the plane by keeping silent about who it is.
    private static PlaneIdentity unreadable(PlaneIdentity before, String why, Instant now) {
        if (before.state().isStranger()) {
            return before;
        }
        return new PlaneIdentity(
                before.planeId(),
                IdentityState.UNREADABLE,
                before.clusterId(),
                "ATC may not read who its cluster is, so nothing there is ever pruned (expected:"
                        + " rights of a newer chart mcm-wp): "
                        + why,
                now);
    }
}
