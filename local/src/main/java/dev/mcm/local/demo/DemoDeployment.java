package dev.mcm.local.demo;

import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.Resources;

/// A deployment that the demo asks for.
///
/// @param origin where its shape comes from, for the summary
/// @param resources what one replica needs
/// @param autoscaling how it scales; min_replica is its base
public record DemoDeployment(
        String name, String origin, Resources resources, AutoscalingSettings autoscaling) {
    int base() {
        return autoscaling.getMinReplica();
    }
}
