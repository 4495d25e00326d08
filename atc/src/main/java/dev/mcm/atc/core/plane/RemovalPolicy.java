package dev.mcm.atc.core.plane;

import dev.mcm.shared.id.DeploymentId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which leftovers on a plane may go and which wait for an operator.
///
/// A leftover is an object of a deployment of which the database neither places nor has pushed
/// anything on the plane. That it goes is **asked for** when the database says that the deployment
/// was deleted, or when an operator has released it; else nobody has asked, and the reason may as
/// well be a database that went back, is another's copy, or was read wrongly. A few such leftovers
/// happen (a pusher that died between a write and its record) and go. When there are more than
/// `mostObjects` and they are more than `sharePercent` of all that MCM has on the plane, none goes.
///
/// @param sharePercent of MCM's objects on the plane, 0 to 100; 100 = nothing is ever held
/// @param mostObjects that go unasked on a plane of whatever size, 0 or more
public record RemovalPolicy(int sharePercent, int mostObjects) {
    public static final RemovalPolicy DEFAULT = new RemovalPolicy(20, 3);

    public RemovalPolicy {
        require("share of a plane in percent", sharePercent, 100);
        require("number of objects", mostObjects, Integer.MAX_VALUE);
    }

    /// What a comparison has found.
    ///
    /// @param objects MCM's own on the plane, leftovers included
    /// @param leftovers objects by deployment
    /// @param newer objects that a newer database has made. They stay now, but each becomes a
    ///   leftover when this database has given out its version: they count from the start, so that
    ///   they do not go a few at a time.
    public record Found(int objects, Map<DeploymentId, Integer> leftovers, int newer) {
        public Found {
            leftovers = Map.copyOf(leftovers);
        }
    }

    /// @param deleted those of the deployments that the database says were deleted
    /// @param released objects by deployment that an operator has released
    public RemovalDecision decide(
            Found found, Set<DeploymentId> deleted, Map<DeploymentId, Integer> released) {
        SortedMap<DeploymentId, Integer> unasked = new TreeMap<>(found.leftovers());
        unasked.keySet().removeAll(deleted);
        unasked.entrySet()
                .removeIf(left -> left.getValue() <= released.getOrDefault(left.getKey(), 0));
        long objects = unasked.values().stream().mapToLong(Integer::longValue).sum();
        if (!isTooMany(objects + found.newer(), found.objects())) {
            return new RemovalDecision(found.leftovers().keySet(), new TreeMap<>());
        }
        Set<DeploymentId> asked = new HashSet<>(found.leftovers().keySet());
        asked.removeAll(unasked.keySet());
        return new RemovalDecision(asked, unasked);
    }

    private boolean isTooMany(long unasked, int objects) {
        return unasked > mostObjects && 100 * unasked > (long) sharePercent * objects;
    }

    private static void require(String what, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    what + ": " + value + " (expected: 0 to " + most + ")");
        }
    }
}
