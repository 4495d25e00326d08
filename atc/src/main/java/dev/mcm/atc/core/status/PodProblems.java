package dev.mcm.atc.core.status;

import dev.mcm.atc.v1.PodProblem;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.observed.ReplicaAge;
import dev.mcm.state.observed.ReplicaState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    ///
    /// @param age null = not stored yet
    public record Pod(PlaneId planeId, ObservedObject object, @Nullable ReplicaAge age) {
        PodDetail detail() {
            return object.getPod();
        }

        /// Also while its own record says that it is ready: then its node is not.
        boolean isFailing() {
            return age != null && age.state() == ReplicaState.FAILING;
        }

        boolean isProblem() {
            return (!detail().getReady() || isFailing())
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
        boolean nodeFails = detail.getReady() && pod.isFailing();
        String reason = nodeFails ? "NodeNotReady" : detail.getReason();
        PodProblem.Builder problem =
                PodProblem.newBuilder()
                        .setPlaneId(pod.planeId().value())
                        .setPod(pod.object().getName())
                        .setReason(
                                reason.isEmpty()
                                        ? detail.getPhase()
                                        : detail.getPhase() + "/" + reason)
                        .setMessage(
                                nodeFails
                                        ? "node " + detail.getNodeName() + " does not answer"
                                        : detail.getMessage());
        @Nullable ReplicaAge age = pod.age();
        if (age != null) {
            problem.setState(age.state().name()).setSince(Timestamps.of(age.since()));
        }
        return problem.build();
    }
}
