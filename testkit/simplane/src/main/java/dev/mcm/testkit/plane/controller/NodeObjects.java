package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Instant;

/// The node object of a simulated machine.
final class NodeObjects {

    static final Conditions.Condition READY =
            new Conditions.Condition(
                    "Ready", "True", "KubeletReady", "kubelet is posting ready status");

    private static final int MOST_PODS = 110;

    private NodeObjects() {}

    static ObjectNode of(SimulatedNode machine, Instant now) {
        ObjectNode node = Trees.object();
        ObjectNode labels =
                node.putObject("metadata").put("name", machine.name()).putObject("labels");
        labels.put("kubernetes.io/hostname", machine.name());
        labels.put("kubernetes.io/os", "linux");
        labels.put("kubernetes.io/arch", "amd64");
        if (machine.gpuCount() > 0) {
            labels.put(PlaneNames.LABEL_GPU_TYPE, machine.gpuType());
        }
        ObjectNode spec = node.putObject("spec");
        if (!machine.taints().isEmpty()) {
            var taints = spec.putArray("taints");
            machine.taints()
                    .forEach(t ->
                            taints.addObject()
                                    .put("key", t.key())
                                    .put("value", t.value())
                                    .put("effect", t.effect()));
        }
        ObjectNode status = node.putObject("status");
        ObjectNode capacity = capacity(machine);
        status.set("capacity", capacity);
        status.set("allocatable", capacity.deepCopy());
        Conditions.set(status, READY, now);
        status.putArray("addresses")
                .addObject()
                .put("type", "Hostname")
                .put("address", machine.name());
        status.putObject("nodeInfo")
                .put("kubeletVersion", "v1.32.0")
                .put("osImage", "simulated")
                .put("kernelVersion", "simulated")
                .put("containerRuntimeVersion", "simulated://1")
                .put("architecture", "amd64")
                .put("operatingSystem", "linux");
        return node;
    }

    private static ObjectNode capacity(SimulatedNode machine) {
        ObjectNode capacity = Trees.object();
        capacity.put("cpu", machine.cpuMilli() + "m");
        capacity.put("memory", machine.memoryMib() + "Mi");
        capacity.put("pods", Integer.toString(MOST_PODS));
        if (machine.gpuCount() > 0) {
            capacity.put(PlaneNames.RESOURCE_GPU, Integer.toString(machine.gpuCount()));
        }
        if (machine.gpuCount() > 0 && machine.sharedGpus()) {
            int milli = machine.gpuCount() * PlaneNames.GPU_MILLI_PER_GPU;
            capacity.put(PlaneNames.RESOURCE_GPU_MILLI, Integer.toString(milli));
        }
        return capacity;
    }
}
