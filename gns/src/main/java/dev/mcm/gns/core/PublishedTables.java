package dev.mcm.gns.core;

import java.util.Set;

/// What consumers of change events rely on.
public final class PublishedTables {
    /// Tables that the publication must have.
    public static final Set<String> EXPECTED =
            Set.of(
                    "organizations",
                    "planes",
                    "deployments",
                    "scale_targets",
                    "placements",
                    "placement_summaries",
                    "plane_states",
                    "pushes",
                    "plane_probes",
                    "plane_liveness",
                    "plane_capacity",
                    "deployment_observed");

    private PublishedTables() {}
}
