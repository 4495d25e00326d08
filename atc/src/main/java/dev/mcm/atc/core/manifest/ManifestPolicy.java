package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// From rows to the objects of a plane, as docs/concepts/plane-contract.md says.
public final class ManifestPolicy {
    private ManifestPolicy() {}

    /// @param placements of the deployment on the plane
    /// @param pushedVersion version that has been pushed there before; what belongs to all
    ///   placements carries no lower one
    public static WantedState wanted(
            PushedDeployment deployment, List<PlacedReplicas> placements, long pushedVersion) {
        long pushVersion =
                placements.stream()
                        .mapToLong(PlacedReplicas::pushVersion)
                        .reduce(pushedVersion, Math::max);
        List<Manifest> workloads = new ArrayList<>();
        Set<ManifestKey> held = new HashSet<>();
        for (PlacedReplicas placed : placements) {
            if (placed.replicas() > 0 && !deployment.removed()) {
                placed.rendering()
                        .map(rendering -> WorkloadManifest.of(deployment, rendering))
                        .ifPresentOrElse(
                                workloads::add, () -> held.add(placed.key(deployment.namespace())));
            }
        }
        boolean nothing = workloads.isEmpty() && held.isEmpty();
        List<Manifest> access =
                nothing
                        ? List.of()
                        : List.of(
                                AccessManifests.service(deployment, pushVersion),
                                AccessManifests.httpRoute(deployment, pushVersion));
        return new WantedState(pushVersion, workloads, access, held);
    }

    /// Of an organisation; its pods are held to Pod Security `baseline`.
    public static Manifest namespace(OrganizationId organization) {
        String name = PlaneNames.namespace(organization);
        Map<String, String> labels = new TreeMap<>(labels(organization));
        labels.put(PlaneNames.LABEL_POD_SECURITY, PlaneNames.POD_SECURITY);
        return Manifest.of(
                new ManifestKey(ManifestKind.NAMESPACE, "", name),
                fields().put("labels", labels),
                fields());
    }

    /// The routing namespace, which MCM shares with the plane.
    public static Manifest systemNamespace() {
        Fields metadata =
                fields().put("labels", Map.of(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED));
        return Manifest.of(
                new ManifestKey(ManifestKind.NAMESPACE, "", PlaneNames.SYSTEM_NAMESPACE),
                metadata,
                fields());
    }

    /// Labels of what belongs to an organisation and to none of its deployments.
    static Fields ownedBy(OrganizationId organization) {
        return fields().put("labels", labels(organization));
    }

    private static Map<String, String> labels(OrganizationId organization) {
        return Map.of(
                PlaneNames.LABEL_MANAGED,
                PlaneNames.MANAGED,
                PlaneNames.LABEL_ORGANIZATION,
                organization.value());
    }
}
