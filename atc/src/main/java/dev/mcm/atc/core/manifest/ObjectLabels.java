package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.Map;
import java.util.TreeMap;

/// Labels and annotations of a deployment's objects.
final class ObjectLabels {
    private ObjectLabels() {}

    /// The caller's labels, of the current spec, and ours.
    static Map<String, String> of(PushedDeployment deployment) {
        return of(deployment, deployment.spec());
    }

    private static Map<String, String> of(PushedDeployment deployment, ResolvedSpec spec) {
        Map<String, String> labels = new TreeMap<>(spec.getSpec().getLabelsMap());
        labels.put(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED);
        labels.put(PlaneNames.LABEL_ORGANIZATION, deployment.organization().value());
        labels.put(PlaneNames.LABEL_MODEL, deployment.model().value());
        labels.put(PlaneNames.LABEL_DEPLOYMENT, deployment.id().value());
        return labels;
    }

    /// Of a workload and its pods, by the spec that it was placed for.
    static Map<String, String> of(PushedDeployment deployment, PlacedReplicas.Rendering of) {
        PlacedReplicas placed = of.placed();
        Map<String, String> labels = of(deployment, of.spec());
        labels.put(PlaneNames.LABEL_DEPLOYMENT_VERSION, Long.toString(placed.specVersion()));
        labels.putAll(selector(deployment, placed));
        return labels;
    }

    /// What a workload knows its pods by.
    static Map<String, String> selector(PushedDeployment deployment, PlacedReplicas placed) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(PlaneNames.LABEL_DEPLOYMENT, deployment.id().value());
        labels.put(PlaneNames.LABEL_INSTANCE_TYPE, placed.instanceType().value());
        if (placed.workload().kind() == WorkloadKind.REPLICA_SET) {
            labels.put(PlaneNames.LABEL_REVISION, placed.revision().value());
        }
        return labels;
    }

    static Fields metadata(Map<String, String> labels, long pushVersion) {
        return fields().put("labels", labels)
                .put(
                        "annotations",
                        Map.of(PlaneNames.ANNOTATION_VERSION, Long.toString(pushVersion)));
    }

    /// The first generation has no annotation of its own: what it made must stay the same.
    static Fields metadata(
            Map<String, String> labels, long pushVersion, TemplateGeneration generation) {
        if (generation == TemplateGeneration.FIRST) {
            return metadata(labels, pushVersion);
        }
        return fields().put("labels", labels)
                .put(
                        "annotations",
                        Map.of(
                                PlaneNames.ANNOTATION_VERSION,
                                Long.toString(pushVersion),
                                TemplateGeneration.ANNOTATION,
                                generation.text()));
    }
}
