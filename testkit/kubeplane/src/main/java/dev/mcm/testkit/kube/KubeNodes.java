package dev.mcm.testkit.kube;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.SimulatedNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.HashMap;
import java.util.Map;

/// The Node objects of machines that KWOK plays.
final class KubeNodes {
    private static final String PODS_PER_NODE = "110";

    private KubeNodes() {}

    static Node object(SimulatedNode node) {
        Map<String, Quantity> resources = resources(node);
        return new NodeBuilder()
                .withNewMetadata()
                .withName(node.name())
                .withLabels(labels(node))
                .addToAnnotations("kwok.x-k8s.io/node", "fake")
                .endMetadata()
                .withNewSpec()
                .withTaints(node.taints().stream().map(KubeNodes::taint).toList())
                .endSpec()
                .withNewStatus()
                .withCapacity(resources)
                .withAllocatable(resources)
                .endStatus()
                .build();
    }

    private static Map<String, String> labels(SimulatedNode node) {
        Map<String, String> labels = new HashMap<>();
        labels.put("kubernetes.io/hostname", node.name());
        labels.put("kubernetes.io/os", "linux");
        labels.put("kubernetes.io/arch", "amd64");
        if (!node.gpuType().isEmpty()) {
            labels.put(PlaneNames.LABEL_GPU_TYPE, node.gpuType());
        }
        return labels;
    }

    private static Map<String, Quantity> resources(SimulatedNode node) {
        Map<String, Quantity> resources = new HashMap<>();
        resources.put("cpu", new Quantity(node.cpuMilli() + "m"));
        resources.put("memory", new Quantity(node.memoryMib() + "Mi"));
        resources.put("pods", new Quantity(PODS_PER_NODE));
        if (node.gpuCount() > 0) {
            resources.put(PlaneNames.RESOURCE_GPU, new Quantity(Integer.toString(node.gpuCount())));
        }
        if (node.sharedGpus()) {
            resources.put(
                    PlaneNames.RESOURCE_GPU_MILLI,
                    new Quantity(Integer.toString(node.gpuCount() * PlaneNames.GPU_MILLI_PER_GPU)));
        }
        return resources;
    }

    private static Taint taint(SimulatedNode.Taint taint) {
        return new Taint(taint.effect(), taint.key(), null, taint.value());
    }
}
