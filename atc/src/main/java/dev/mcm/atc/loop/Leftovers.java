package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import java.util.Comparator;
import java.util.List;

/// Objects on a plane of a deployment that has no business there, as they were listed.
///
/// @param objects all of one deployment, at least one
record Leftovers(OrganizationId organization, DeploymentId deployment, List<LiveObject> objects) {
    Leftovers {
        objects = List.copyOf(objects);
    }

    /// @throws IllegalArgumentException when their labels name no deployment
    static Leftovers of(List<LiveObject> objects) {
        LiveObject first = objects.getFirst();
        return new Leftovers(
                new OrganizationId(first.label(PlaneNames.LABEL_ORGANIZATION)),
                new DeploymentId(first.label(PlaneNames.LABEL_DEPLOYMENT)),
                objects);
    }

    long highestVersion() {
        return objects.stream().mapToLong(LiveObject::pushVersion).max().orElse(0);
    }

    /// Workloads first, budgets last.
    List<ManifestKey> inOrder() {
        return objects.stream()
                .map(LiveObject::key)
                .sorted(
                        Comparator.comparing((ManifestKey key) -> !key.kind().isWorkload())
                                .thenComparing(
                                        key -> key.kind() == ManifestKind.POD_DISRUPTION_BUDGET))
                .toList();
    }
}
