package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.registry.Amounts;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a node has and what is free of it. Used by the scheduler's thread only.
final class NodeSlots {

    private static final int MOST_PODS = 110;

    private final String name;
    private final Map<String, Claim> claims = new HashMap<>();
    private Map<String, String> labels = Map.of();
    private List<NodeTaint> taints = List.of();
    private boolean usable;
    private boolean cordoned;
    private boolean shared;
    private long cpuMilli;
    private long memoryBytes;
    private long mostPods = MOST_PODS;
    private int[] freeMilli = new int[0];
    private long freeCpuMilli;
    private long freeMemoryBytes;

    NodeSlots(String name) {
        this.name = name;
    }

    /// Takes over what a node object says, and claims again what was claimed.
    void describe(StoredObject node) {
        Map<String, String> read = new HashMap<>();
        node.labels().properties().forEach(e -> read.put(e.getKey(), e.getValue().asText()));
        labels = Map.copyOf(read);
        taints = NodeTaint.of(node.at("spec", "taints"));
        usable = Conditions.isTrue(node, "Ready") && !node.isDeleting();
        cordoned = node.at("spec", "unschedulable").asBoolean();
        JsonNode allocatable = node.at("status", "allocatable");
        cpuMilli = Amounts.milli(Trees.text(allocatable, "cpu"));
        memoryBytes = Amounts.units(Trees.text(allocatable, "memory"));
        mostPods = allocatable.path("pods").asLong(MOST_PODS);
        shared = allocatable.has(PlaneNames.RESOURCE_GPU_MILLI);
        long gpus = Amounts.units(Trees.text(allocatable, PlaneNames.RESOURCE_GPU));
        freeMilli = new int[Math.toIntExact(gpus)];
        Arrays.fill(freeMilli, PlaneNames.GPU_MILLI_PER_GPU);
        freeCpuMilli = cpuMilli;
        freeMemoryBytes = memoryBytes;
        List<Claim> held = new ArrayList<>(claims.values());
        claims.clear();
        held.forEach(this::claim);
    }

    String name() {
        return name;
    }

    boolean isUsable() {
        return usable;
    }

    boolean isCordoned() {
        return cordoned;
    }

    Map<String, String> labels() {
        return labels;
    }

    List<NodeTaint> taints() {
        return taints;
    }

    boolean isShared() {
        return shared;
    }

    long cpuMilli() {
        return cpuMilli;
    }

    long memoryBytes() {
        return memoryBytes;
    }

    long freeCpuMilli() {
        return freeCpuMilli;
    }

    long freeMemoryBytes() {
        return freeMemoryBytes;
    }

    boolean hasPodSlot() {
        return claims.size() < mostPods;
    }

    int gpus() {
        return freeMilli.length;
    }

    int freeMilli(int device) {
        return freeMilli[device];
    }

    long freeGpuMilli() {
        return Arrays.stream(freeMilli).asLongStream().sum();
    }

    Iterable<Claim> claims() {
        return claims.values();
    }

    void claim(Claim claim) {
        if (claims.putIfAbsent(claim.podUid(), claim) == null) {
            move(claim, -1);
        }
    }

    /// Whether the pod held something here.
    boolean release(String podUid) {
        Claim claim = claims.remove(podUid);
        if (claim != null) {
            move(claim, 1);
        }
        return claim != null;
    }

    private void move(Claim claim, int sign) {
        PodRequest request = claim.request();
        freeCpuMilli += sign * request.cpuMilli();
        freeMemoryBytes += sign * request.memoryBytes();
        int each = request.gpus() > 0 ? PlaneNames.GPU_MILLI_PER_GPU : request.gpuMilli();
        for (int device : claim.devices()) {
            if (device < freeMilli.length) {
                freeMilli[device] += sign * each;
            }
        }
    }
}
