package dev.mcm.testkit.plane;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.controller.Conditions;
import dev.mcm.testkit.plane.store.StoredObject;

/// A pod as tests look at it.
///
/// @param deployment id from the pod's label; empty when it has none
/// @param node empty while it is not bound
/// @param gpuIndex the GPUs it holds, `0,3`; empty for none
public record PodView(
        String namespace,
        String name,
        String deployment,
        String node,
        String phase,
        boolean ready,
        boolean terminating,
        String gpuIndex) {

    static PodView of(StoredObject pod) {
        return new PodView(
                pod.key().namespace(),
                pod.key().name(),
                pod.label(PlaneNames.LABEL_DEPLOYMENT),
                pod.text("spec", "nodeName"),
                pod.text("status", "phase"),
                Conditions.isTrue(pod, "Ready"),
                pod.isDeleting(),
                pod.annotation(PlaneNames.ANNOTATION_GPU_INDEX));
    }
}
