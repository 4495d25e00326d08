package dev.mcm.gsm.core;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ObjectKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a heartbeat says of how well LSM sees its plane.
///
/// @param unreadable what it cannot read of what roll-ups are made of; empty = nothing
/// @param metrics whether it can read the metrics of the plane's gateway
public record PlaneSight(String unreadable, boolean metrics) {
    /// Everything is seen.
    public static final PlaneSight CLEAR = new PlaneSight("", true);

    /// Quotas are not among them: a plane may keep them to itself.
    private static final List<ObjectKind> NEEDED =
            List.of(
                    ObjectKind.OBJECT_KIND_DEPLOYMENT,
                    ObjectKind.OBJECT_KIND_NODE,
                    ObjectKind.OBJECT_KIND_POD);

    public static PlaneSight of(Heartbeat heartbeat) {
        return new PlaneSight(unreadable(heartbeat), heartbeat.getMetricsReachable());
    }

    public boolean isReadable() {
        return unreadable.isEmpty();
    }

    /// Kinds that this version does not know do not matter.
    private static String unreadable(Heartbeat heartbeat) {
        if (!heartbeat.getApiReachable()) {
            return "its Kubernetes API does not answer LSM";
        }
        Set<ObjectKind> synced =
                heartbeat.getKindsList().stream()
                        .filter(KindSummary::getSynced)
                        .map(KindSummary::getKind)
                        .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        NEEDED.stream()
                .filter(kind -> !synced.contains(kind))
                .forEach(kind -> missing.add(name(kind)));
        return missing.isEmpty()
                ? ""
                : "not listed, not watched or not published: " + String.join(", ", missing);
    }

    private static String name(ObjectKind kind) {
        return switch (kind) {
            case OBJECT_KIND_DEPLOYMENT -> "deployments and replicasets";
            case OBJECT_KIND_NODE -> "nodes";
            case OBJECT_KIND_POD -> "pods";
            case OBJECT_KIND_RESOURCEQUOTA -> "resourcequotas";
            case OBJECT_KIND_UNSPECIFIED, UNRECOGNIZED -> kind.name();
        };
    }
}
