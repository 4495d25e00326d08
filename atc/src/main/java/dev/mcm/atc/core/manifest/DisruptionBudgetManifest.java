package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import java.util.Map;

/// How many of a deployment's replicas on a plane the plane's owner may take at a time, by evicting
/// them: one of all revisions together, and always those that are not ready. While a new revision
/// loads, what serves stays; no pod may be under two budgets, so there is one.
final class DisruptionBudgetManifest {
    private DisruptionBudgetManifest() {}

    static Manifest of(PushedDeployment deployment, long pushVersion) {
        Map<String, String> pods = Map.of(PlaneNames.LABEL_DEPLOYMENT, deployment.id().value());
        Fields spec =
                fields().put("maxUnavailable", 1)
                        .put("unhealthyPodEvictionPolicy", "AlwaysAllow")
                        .put("selector", fields().put("matchLabels", pods));
        return Manifest.of(
                key(deployment),
                pushVersion,
                ObjectLabels.metadata(ObjectLabels.of(deployment), pushVersion),
                fields().put("spec", spec));
    }

    private static ManifestKey key(PushedDeployment deployment) {
        return new ManifestKey(
                ManifestKind.POD_DISRUPTION_BUDGET,
                deployment.namespace(),
                PlaneNames.disruptionBudget(deployment.id()));
    }
}
