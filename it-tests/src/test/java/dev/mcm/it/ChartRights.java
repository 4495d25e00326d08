package dev.mcm.it;

import dev.mcm.it.helm.HelmChart;
import dev.mcm.it.helm.HelmRelease;
import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.local.stack.PlaneRights;
import dev.mcm.local.stack.PlaneRights.Account;
import dev.mcm.shared.plane.PlaneNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the chart mcm-wp installs on a plane beside LSM itself, which the tests run as a process:
/// accounts, roles and admission policies.
final class ChartRights {
    private static final String RELEASE = "mcm-wp";
    private static final Account ATC = new Account(PlaneNames.SYSTEM_NAMESPACE, "mcm-atc");
    private static final Account LSM = new Account(PlaneNames.SYSTEM_NAMESPACE, "mcm-wp-lsm");

    private static final Set<String> KINDS =
            Set.of(
                    "ServiceAccount",
                    "ClusterRole",
                    "ClusterRoleBinding",
                    "Role",
                    "RoleBinding",
                    "ValidatingAdmissionPolicy",
                    "ValidatingAdmissionPolicyBinding");

    private ChartRights() {}

    static PlaneRights of(String plane) {
        Map<String, ?> values =
                Map.of(
                        "planeId", plane,
                        "kafka", Map.of("bootstrapServers", "kafka.example:9092"),
                        "gateway", Map.of("metricsUrl", "http://gateway.example/metrics"));
        List<HasMetadata> objects =
                new HelmChart(ProjectClasses.root().resolve("helm/charts/mcm-wp"))
                                .render(
                                        new HelmRelease(
                                                RELEASE, PlaneNames.SYSTEM_NAMESPACE, values))
                                .objects()
                                .stream()
                                .filter(object -> KINDS.contains(object.getKind()))
                                .map(HasMetadata.class::cast)
                                .toList();
        return new PlaneRights(objects, ATC, LSM);
    }
}
