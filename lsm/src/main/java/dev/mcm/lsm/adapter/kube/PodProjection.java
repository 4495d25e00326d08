package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.shared.plane.PlaneNames;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A pod: where it is, how it is, and what it holds.
final class PodProjection implements Projection<Pod> {
    /// Anybody may annotate a pod: no backtracking, and no more than a node can have.
    private static final Pattern GPU_INDEX = Pattern.compile("\\d{1,3}+(?:,\\d{1,3}+)*+");

    private static final int LONGEST_GPU_INDEX = 1_000;

    @Override
    public ObservedObject of(Pod pod) {
        PodDetail.Builder detail = PodDetail.newBuilder();
        @Nullable PodSpec spec = pod.getSpec();
        if (spec != null) {
            detail.setNodeName(Projection.text(spec.getNodeName()));
            addRequests(spec, detail);
        }
        @Nullable Map<String, String> annotations = pod.getMetadata().getAnnotations();
        if (annotations != null) {
            detail.addAllGpuIndex(
                    gpuIndex(annotations.getOrDefault(PlaneNames.ANNOTATION_GPU_INDEX, "")));
        }
        @Nullable PodStatus status = pod.getStatus();
        if (status != null) {
            addStatus(status, detail);
        }
        return Projection.common(ObjectKind.OBJECT_KIND_POD, pod.getMetadata())
                .setPod(detail)
                .build();
    }

    private static void addRequests(PodSpec spec, PodDetail.Builder detail) {
        PodRequests requests = new PodRequests(spec);
        int gpus = Quantities.count(requests.of(PlaneNames.RESOURCE_GPU));
        int shares = Quantities.count(requests.of(PlaneNames.RESOURCE_GPU_MILLI));
        detail.setCpuMilli(Quantities.cpuMilli(requests.of("cpu")))
                .setMemoryMib(Quantities.memoryMibUp(requests.of("memory")))
                .setEphemeralMib(Quantities.memoryMibUp(requests.of("ephemeral-storage")));
        if (gpus > 0) {
            detail.setGpuCount(gpus).setGpuMilli(PlaneNames.GPU_MILLI_PER_GPU);
        } else if (shares > 0) {
            detail.setGpuCount(1).setGpuMilli(Math.min(shares, PlaneNames.GPU_MILLI_PER_GPU));
        }
    }

    private static void addStatus(PodStatus status, PodDetail.Builder detail) {
        List<ContainerStatus> containers = new ArrayList<>();
        if (status.getInitContainerStatuses() != null) {
            containers.addAll(status.getInitContainerStatuses());
        }
        if (status.getContainerStatuses() != null) {
            containers.addAll(status.getContainerStatuses());
        }
        PodReason reason = PodReason.of(status, containers);
        detail.setPhase(Projection.text(status.getPhase()))
                .setReady(
                        PodReason.condition(status, "Ready")
                                .filter(ready -> "True".equals(ready.getStatus()))
                                .isPresent())
                .setRestarts(
                        containers.stream()
                                .mapToInt(
                                        container -> Projection.number(container.getRestartCount()))
                                .sum())
                .setReason(reason.reason())
                .setMessage(reason.message());
    }

    private static List<Integer> gpuIndex(String annotation) {
        if (annotation.length() > LONGEST_GPU_INDEX || !GPU_INDEX.matcher(annotation).matches()) {
            return List.of();
        }
        List<Integer> indexes = new ArrayList<>();
        for (String index : annotation.split(",", -1)) {
            indexes.add(Integer.parseInt(index));
        }
        return indexes;
    }
}
