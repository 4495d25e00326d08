package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import java.util.Map;
import java.util.TreeMap;

/// The workload of a placement.
final class WorkloadManifest {
    private static final int KEPT_REVISIONS = 2;

    private WorkloadManifest() {}

    static Manifest of(PushedDeployment deployment, PlacedReplicas.Rendering rendering) {
        Drawing drawing = new Drawing(deployment, rendering);
        return switch (rendering.placed().workload().kind()) {
            case REPLICA_SET -> replicaSet(drawing);
            case DEPLOYMENT -> deployment(drawing);
        };
    }

    private record Drawing(PushedDeployment deployment, PlacedReplicas.Rendering rendering) {
        PlacedReplicas placed() {
            return rendering.placed();
        }

        ManifestKey key() {
            return placed().key(deployment.namespace());
        }

        Map<String, String> labels() {
            return ObjectLabels.of(deployment, rendering);
        }

        /// What both kinds have.
        Fields spec(TemplateGeneration generation) {
            return fields().put("replicas", placed().replicas())
                    .put(
                            "selector",
                            fields().put(
                                            "matchLabels",
                                            ObjectLabels.selector(deployment, placed())))
                    .put("template", PodTemplate.of(labels(), rendering, generation));
        }
    }

    /// It never rolls: another template is for the pods to come, so the newest way to render one
    /// restarts nothing. It has no label of the instance type itself: a Deployment from before,
    /// which selects by that, would take it for its own and scale it to nothing.
    private static Manifest replicaSet(Drawing of) {
        long pushVersion = of.placed().pushVersion();
        Map<String, String> labels = new TreeMap<>(of.labels());
        labels.remove(PlaneNames.LABEL_INSTANCE_TYPE);
        return Manifest.of(
                of.key(),
                pushVersion,
                ObjectLabels.metadata(labels, pushVersion),
                fields().put("spec", of.spec(TemplateGeneration.newest())));
    }

    /// A workload from before there were revisions. It rolls, so its template stays as it is: the
    /// one of its own version, as the ATC that made it rendered it.
    private static Manifest deployment(Drawing of) {
        return new Manifest(
                of.key(),
                of.placed().pushVersion(),
                tree(of, TemplateGeneration.newest()),
                TemplateGeneration.earlier().stream()
                        .map(generation -> tree(of, generation))
                        .toList());
    }

    private static Map<String, Object> tree(Drawing of, TemplateGeneration generation) {
        Fields spec =
                of.spec(generation)
                        .put("revisionHistoryLimit", KEPT_REVISIONS)
                        .put("strategy", strategy());
        return Manifest.tree(
                of.key(),
                ObjectLabels.metadata(of.labels(), of.placed().pushVersion(), generation),
                fields().put("spec", spec));
    }

    private static Fields strategy() {
        return fields().put("type", "RollingUpdate")
                .put("rollingUpdate", fields().put("maxSurge", "25%").put("maxUnavailable", 0));
    }
}
