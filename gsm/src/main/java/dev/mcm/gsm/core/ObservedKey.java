package dev.mcm.gsm.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import java.util.Comparator;
import java.util.Optional;

/// Key of a row of `deployment_observed` inside one plane.
public record ObservedKey(DeploymentId deploymentId, InstanceTypeName instanceType)
        implements Comparable<ObservedKey> {
    private static final Comparator<ObservedKey> ORDER =
            Comparator.comparing(ObservedKey::deploymentId)
                    .thenComparing(ObservedKey::instanceType);

    /// Empty when the labels are not MCM's ids: somebody else has put them there.
    static Optional<ObservedKey> of(String deploymentId, String instanceType) {
        try {
            return Optional.of(
                    new ObservedKey(
                            new DeploymentId(deploymentId), new InstanceTypeName(instanceType)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(ObservedKey other) {
        return ORDER.compare(this, other);
    }
}
