package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.shared.error.Excerpt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Pods of each deployment and instance type on one plane. There is a row while the plane has the
/// workload or a pod of it.
public final class ObservedRollup {
    private static final int MAX_REASON = 100;
    private static final int MAX_MESSAGE = 500;

    /// The last is the worst: a container that fails before one that waits, a pod with no node in
    /// between.
    private static final Comparator<ObservedObject> BY_SEVERITY =
            Comparator.<ObservedObject>comparingInt(pod -> severity(pod.getPod()))
                    .thenComparingInt(pod -> pod.getPod().getRestarts())
                    .thenComparing(ObservedObject::getUid, Comparator.reverseOrder());

    private ObservedRollup() {}

    /// The rows of one plane.
    ///
    /// @param workloads the plane's Deployments
    /// @param pods all its pods; foreign ones are left out
    public static SortedMap<ObservedKey, ObservedCounts> of(
            Collection<ObservedObject> workloads, Collection<ObservedObject> pods) {
        Map<ObservedKey, Group> groups = new TreeMap<>();
        workloads.forEach(
                workload -> group(groups, workload).ifPresent(group -> group.see(workload)));
        pods.forEach(pod ->
                group(groups, pod)
                        .ifPresent(group -> {
                            group.see(pod);
                            group.pods.add(pod);
                        }));
        SortedMap<ObservedKey, ObservedCounts> rows = new TreeMap<>();
        groups.forEach((key, group) -> rows.put(key, group.row()));
        return rows;
    }

    private static Optional<Group> group(Map<ObservedKey, Group> groups, ObservedObject object) {
        String deployment = object.getManagedBy().getDeploymentId();
        if (deployment.isEmpty()) {
            return Optional.empty();
        }
        return ObservedKey.of(deployment, object.getManagedBy().getInstanceType())
                .map(key -> groups.computeIfAbsent(key, _ -> new Group()));
    }

    private static int severity(PodDetail pod) {
        if (pod.getReason().isEmpty() || pod.getReady()) {
            return 0;
        }
        return switch (pod.getReason()) {
            case "ContainerCreating", "PodInitializing" -> 1;
            case "Unschedulable" -> 2;
            default -> 3;
        };
    }

    /// Pods of one row.
    private static final class Group {
        private final List<ObservedObject> pods = new ArrayList<>();
        private long specVersion;

        void see(ObservedObject object) {
            specVersion = Math.max(specVersion, object.getManagedBy().getVersion());
        }

        ObservedCounts row() {
            List<ObservedObject> counted =
                    pods.stream()
                            .filter(pod ->
                                    !pod.getTerminating() && !PodPhases.isFinished(pod.getPod()))
                            .toList();
            List<ObservedObject> ready =
                    counted.stream().filter(pod -> pod.getPod().getReady()).toList();
            Optional<PodDetail> worst =
                    counted.stream()
                            .max(BY_SEVERITY)
                            .map(ObservedObject::getPod)
                            .filter(pod -> severity(pod) > 0);
            return new ObservedCounts(
                    specVersion,
                    counted.size(),
                    (int) counted.stream().filter(pod -> PodPhases.isBound(pod.getPod())).count(),
                    ready.size(),
                    (int)
                            ready.stream()
                                    .filter(pod -> pod.getManagedBy().getVersion() == specVersion)
                                    .count(),
                    (int)
                            pods.stream()
                                    .filter(pod ->
                                            pod.getTerminating()
                                                    && !PodPhases.isFinished(pod.getPod()))
                                    .count(),
                    worst.map(pod -> Excerpt.cut(pod.getReason(), MAX_REASON)).orElse(""),
                    worst.map(pod -> Excerpt.cut(pod.getMessage(), MAX_MESSAGE)).orElse(""));
        }
    }
}
