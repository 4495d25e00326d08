package dev.mcm.gsm.core;

import java.util.Comparator;

/// Key of a row of `deployment_observed` inside one plane.
public record ObservedKey(String deploymentId, String instanceType) implements Comparable<ObservedKey> {
    private static final Comparator<ObservedKey> ORDER =
            Comparator.comparing(ObservedKey::deploymentId).thenComparing(ObservedKey::instanceType);

    @Override
    public int compareTo(ObservedKey other) {
        return ORDER.compare(this, other);
    }
}
