package dev.mcm.scheduler.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Taints that replicas tolerate: "key=value:effect" for one value, "key:effect" for any value of
/// the key.
public record Tolerations(Set<String> entries) {
    public static final Tolerations NONE = new Tolerations(Set.of());

    public Tolerations {
        entries = Set.copyOf(entries);
    }

    Tolerations and(Tolerations more) {
        Set<String> all = new HashSet<>(entries);
        all.addAll(more.entries);
        return new Tolerations(all);
    }

    /// All that the others tolerate is tolerated.
    boolean include(Tolerations others) {
        return entries.containsAll(others.entries);
    }

    boolean tolerateAll(List<String> taints) {
        for (String taint : taints) {
            if (!tolerate(taint)) {
                return false;
            }
        }
        return true;
    }

    private boolean tolerate(String taint) {
        if (entries.contains(taint)) {
            return true;
        }
        int value = taint.indexOf('=');
        int effect = taint.lastIndexOf(':');
        return value >= 0
                && effect > value
                && entries.contains(taint.substring(0, value) + taint.substring(effect));
    }
}
