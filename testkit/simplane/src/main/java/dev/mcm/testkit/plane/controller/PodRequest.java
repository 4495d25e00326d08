package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.registry.Amounts;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a pod asks of a node.
///
/// @param gpus whole GPUs
/// @param gpuMilli thousandths of one GPU
record PodRequest(
        long cpuMilli,
        long memoryBytes,
        int gpus,
        int gpuMilli,
        Map<String, String> nodeSelector,
        List<Toleration> tolerations,
        int priority) {

    PodRequest {
        nodeSelector = Map.copyOf(nodeSelector);
        tolerations = List.copyOf(tolerations);
    }

    /// @param key empty with operator `Exists` tolerates everything
    /// @param seconds how long it tolerates a taint that evicts; negative for ever
    record Toleration(String key, String operator, String value, String effect, int seconds) {

        static final int FOR_EVER = -1;

        boolean tolerates(NodeTaint taint) {
            boolean sameEffect = effect.isEmpty() || effect.equals(taint.effect());
            boolean sameKey = key.isEmpty() || key.equals(taint.key());
            boolean sameValue = operator.equals("Exists") || value.equals(taint.value());
            return sameEffect && sameKey && sameValue;
        }
    }

    static PodRequest of(StoredObject pod) {
        long cpu = 0;
        long memory = 0;
        long gpus = 0;
        long gpuMilli = 0;
        for (JsonNode container : pod.at("spec", "containers")) {
            JsonNode requests = Trees.at(container, "resources", "requests");
            cpu += Amounts.milli(Trees.text(requests, "cpu"));
            memory += Amounts.units(Trees.text(requests, "memory"));
            gpus += Amounts.units(Trees.text(requests, PlaneNames.RESOURCE_GPU));
            gpuMilli += Amounts.units(Trees.text(requests, PlaneNames.RESOURCE_GPU_MILLI));
        }
        Map<String, String> selector = new TreeMap<>();
        pod.at("spec", "nodeSelector")
                .properties()
                .forEach(e -> selector.put(e.getKey(), e.getValue().asText()));
        return new PodRequest(
                cpu,
                memory,
                Math.toIntExact(gpus),
                Math.toIntExact(gpuMilli),
                selector,
                tolerations(pod),
                pod.number(0, "spec", "priority"));
    }

    static List<Toleration> tolerations(StoredObject pod) {
        List<Toleration> tolerations = new ArrayList<>();
        for (JsonNode node : pod.at("spec", "tolerations")) {
            tolerations.add(
                    new Toleration(
                            Trees.text(node, "key"),
                            Trees.text(node, "operator"),
                            Trees.text(node, "value"),
                            Trees.text(node, "effect"),
                            node.path("tolerationSeconds").asInt(Toleration.FOR_EVER)));
        }
        return tolerations;
    }
}
