package dev.mcm.shared.plane;

import java.util.List;
import java.util.Set;

/// Taints that keep everything but a cluster's own control plane off its nodes. No deployment may
/// tolerate them; what stored specs say of them is not obeyed.
public final class ControlPlaneTaints {
    private static final Set<String> KEYS =
            Set.of(
                    "node-role.kubernetes.io/control-plane",
                    "node-role.kubernetes.io/controlplane",
                    "node-role.kubernetes.io/master",
                    "node-role.kubernetes.io/etcd");

    private ControlPlaneTaints() {}

    /// Keys of the taints, for those that refuse them in other words.
    public static Set<String> keys() {
        return KEYS;
    }

    /// Whether a toleration ("key=value:effect" or "key:effect") lets a pod on such a node. One
    /// without a key tolerates every taint.
    public static boolean areToleratedBy(String toleration) {
        int effect = toleration.lastIndexOf(':');
        String taint = effect < 0 ? toleration : toleration.substring(0, effect);
        int value = taint.indexOf('=');
        String key = value < 0 ? taint : taint.substring(0, value);
        return key.isEmpty() || KEYS.contains(key);
    }

    /// The others, in their order.
    public static List<String> without(List<String> tolerations) {
        return tolerations.stream().filter(toleration -> !areToleratedBy(toleration)).toList();
    }
}
