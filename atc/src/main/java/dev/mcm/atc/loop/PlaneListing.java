package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.shared.plane.PlaneNames;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What MCM has on a plane, as far as it could be listed.
final class PlaneListing {
    /// Kinds of which a deployment is made.
    static final List<ManifestKind> KINDS =
            List.of(
                    ManifestKind.DEPLOYMENT,
                    ManifestKind.REPLICA_SET,
                    ManifestKind.SERVICE,
                    ManifestKind.HTTP_ROUTE,
                    ManifestKind.POD_DISRUPTION_BUDGET);

    private final Map<String, List<LiveObject>> byDeployment = new HashMap<>();
    private final Map<ManifestKind, RuntimeException> failed = new EnumMap<>(ManifestKind.class);

    private final int objects;

    /// A kind that cannot be listed keeps no other from being listed.
    PlaneListing(PlaneApi api) {
        for (ManifestKind kind : KINDS) {
            try {
                api.listManaged(kind, kind.ownLabel()).forEach(this::add);
            } catch (RuntimeException e) {
                failed.put(kind, e);
            }
        }
        byDeployment.remove("");
        this.objects = byDeployment.values().stream().mapToInt(List::size).sum();
    }

    private void add(LiveObject object) {
        byDeployment
                .computeIfAbsent(object.label(PlaneNames.LABEL_DEPLOYMENT), _ -> new ArrayList<>())
                .add(object);
    }

    /// Objects of the deployment that were listed; each is given away once.
    List<LiveObject> take(String deployment) {
        @Nullable List<LiveObject> taken = byDeployment.remove(deployment);
        return taken == null ? List.of() : taken;
    }

    /// Objects that were listed, taken or not.
    int objects() {
        return objects;
    }

    /// Objects that nobody took, by deployment.
    List<List<LiveObject>> rest() {
        return List.copyOf(byDeployment.values());
    }

    /// Whether it is known where such an object is, and that there is none.
    boolean covers(Manifest manifest) {
        return covers(manifest.key().kind());
    }

    boolean covers(ManifestKind kind) {
        return !failed.containsKey(kind);
    }

    /// Whether it is known where all workloads are.
    boolean coversWorkloads() {
        return failed.keySet().stream().noneMatch(ManifestKind::isWorkload);
    }

    /// Whether it is known where everything is that a plane may not refuse.
    boolean coversAllButBudgets() {
        return failed.keySet().stream()
                .allMatch(kind -> kind == ManifestKind.POD_DISRUPTION_BUDGET);
    }

    /// Why kinds could not be listed.
    Map<ManifestKind, RuntimeException> failed() {
        return Map.copyOf(failed);
    }
}
