package dev.mcm.testkit.plane.controller;

import java.util.List;

/// What a pod holds of its node.
///
/// @param devices indices of the GPUs it holds, wholly or in part
record Claim(String podUid, PodRequest request, List<Integer> devices) {

    Claim {
        devices = List.copyOf(devices);
    }

    /// As the annotation on the pod says it: `0,3`.
    String deviceText() {
        return String.join(",", devices.stream().map(String::valueOf).toList());
    }
}
