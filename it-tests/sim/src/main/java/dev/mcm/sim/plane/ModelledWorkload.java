package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.Shape;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;
import java.util.Comparator;

/// What a plane is told to run of one placement. It never changes what it runs: another revision is
/// another one.
public record ModelledWorkload(Shape shape, int replicas) {
    /// Which one it is.
    public record Key(
            DeploymentId deploymentId, InstanceTypeName instanceType, PodRevision revision)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::deploymentId)
                        .thenComparing(Key::instanceType)
                        .thenComparing(key -> key.revision().value());

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
