package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import java.util.Map;
import java.util.TreeMap;

/// Labels and annotations of a deployment's objects.
final class ObjectLabels {
    private ObjectLabels() {}

    /// The caller's labels and ours.
    static Map<String, String> of(PushedDeployment deployment) {
        Map<String, String> labels = new TreeMap<>(deployment.spec().getSpec().getLabelsMap());
        labels.put(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED);
        labels.put(PlaneNames.LABEL_ORGANIZATION, deployment.organization().value());
        labels.put(PlaneNames.LABEL_MODEL, deployment.model().value());
        labels.put(PlaneNames.LABEL_DEPLOYMENT, deployment.id().value());
        return labels;
    }

    static Map<String, String> of(PushedDeployment deployment, String instanceType) {
        Map<String, String> labels = of(deployment);
        labels.put(PlaneNames.LABEL_DEPLOYMENT_VERSION, Long.toString(deployment.specVersion()));
        labels.put(PlaneNames.LABEL_INSTANCE_TYPE, instanceType);
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
