package dev.mcm.atc.core.status;

import dev.mcm.atc.v1.PodProblem;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.shared.id.PlaneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Which pods are not ready, and why.
public final class PodProblems {
    private static final int MOST = 20;
    private static final Comparator<Pod> WORST_FIRST =
            Comparator.<Pod>comparingInt(pod -> pod.detail().getReason().isEmpty() ? 1 : 0)
                    .thenComparingInt(pod -> -pod.detail().getRestarts())
                    .thenComparing(Pod::planeId)
                    .thenComparing(pod -> pod.object().getName());

    private PodProblems() {}

    /// A pod on a plane.
    public record Pod(PlaneId planeId, ObservedObject object) {
        PodDetail detail() {
            return object.getPod();
        }

        boolean isProblem() {
            return !detail().getReady()
                    && !object.getTerminating()
                    && !detail().getPhase().equals("Succeeded");
        }
    }

    /// The worst first, at most 20.
    public static List<PodProblem> worst(Collection<Pod> pods) {
        return pods.stream()
                .filter(Pod::isProblem)
                .sorted(WORST_FIRST)
                .limit(MOST)
                .map(PodProblems::toProto)
                .toList();
    }

    private static PodProblem toProto(Pod pod) {
        PodDetail detail = pod.detail();
        return PodProblem.newBuilder()
                .setPlaneId(pod.planeId().value())
                .setPod(pod.object().getName())
                .setReason(
                        detail.getReason().isEmpty()
                                ? detail.getPhase()
                                : detail.getPhase() + "/" + detail.getReason())
                .setMessage(detail.getMessage())
                .build();
    }
}
