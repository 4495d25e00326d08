package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import java.util.Map;
import java.util.TreeMap;

/// The fence of a namespace: for each deployment the highest push version seen, deletions included.
/// It stops a pusher that has lost its lease and does not know it yet: what it wants to create or
/// delete is older than the fence.
public final class FencePolicy {
    private FencePolicy() {}

    /// What to do about a push.
    public enum Decision {
        /// Write the push version to the fence, then push.
        RAISE,
        /// The fence stands at this version: push.
        PASS,
        /// A newer push has been here: drop this one.
        STALE
    }

    public static Decision decide(
            Map<String, String> fence, DeploymentId deployment, long pushVersion) {
        long seen = seen(fence, deployment);
        if (seen > pushVersion) {
            return Decision.STALE;
        }
        return seen == pushVersion ? Decision.PASS : Decision.RAISE;
    }

    /// Highest push version the fence has seen; 0 = none. What is not a number counts as none.
    public static long seen(Map<String, String> fence, DeploymentId deployment) {
        return parseVersion(fence.getOrDefault(deployment.value(), "0"));
    }

    /// The fence with the push version in it.
    public static Map<String, String> raised(
            Map<String, String> fence, DeploymentId deployment, long pushVersion) {
        Map<String, String> values = new TreeMap<>(fence);
        values.put(deployment.value(), Long.toString(pushVersion));
        return values;
    }

    public static Manifest manifest(OrganizationId organization, Map<String, String> fence) {
        return Manifest.of(
                key(organization),
                ManifestPolicy.ownedBy(organization),
                fields().put("data", fence));
    }

    public static ManifestKey key(OrganizationId organization) {
        return new ManifestKey(
                ManifestKind.CONFIG_MAP, PlaneNames.namespace(organization), PlaneNames.FENCE);
    }

    /// A push version written on an object; 0 for anything that is not one.
    public static long parseVersion(String text) {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
