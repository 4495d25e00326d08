package dev.mcm.lsm.adapter.kube;

import dev.mcm.shared.error.Excerpt;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Why a pod is not what it should be: a container that waits, else why the pod as a whole failed,
/// else a container that ended badly, now or last time, else why no node was found. Both empty when
/// nothing is known to be wrong.
record PodReason(String reason, String message) {
    private static final int MAX_MESSAGE = 500;
    private static final PodReason NONE = new PodReason("", "");

    static PodReason of(PodStatus status, List<ContainerStatus> containers) {
        return Stream.<Optional<PodReason>>of(
                        first(containers, PodReason::waiting),
                        reason(status.getReason(), status.getMessage()),
                        first(containers, container -> ended(container.getState())),
                        unschedulable(status),
                        first(containers, container -> ended(container.getLastState())))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(NONE);
    }

    static Optional<PodCondition> condition(PodStatus status, String type) {
        return status.getConditions() == null
                ? Optional.empty()
                : status.getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst();
    }

    /// Where something looks for a reason.
    private interface Look {
        Optional<PodReason> at(ContainerStatus container);
    }

    private static Optional<PodReason> first(List<ContainerStatus> containers, Look look) {
        return containers.stream().map(look::at).flatMap(Optional::stream).findFirst();
    }

    /// A container that waits after a crash says "back-off"; why it crashed is in its last state.
    private static Optional<PodReason> waiting(ContainerStatus container) {
        @Nullable ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        if (waiting == null) {
            return Optional.empty();
        }
        String message =
                ended(container.getLastState())
                        .map(last ->
                                "last ended: "
                                        + last.reason()
                                        + (last.message().isEmpty() ? "" : ", " + last.message())
                                        + (waiting.getMessage() == null
                                                ? ""
                                                : "; " + waiting.getMessage()))
                        .orElse(Projection.text(waiting.getMessage()));
        return reason(waiting.getReason(), message);
    }

    private static Optional<PodReason> ended(@Nullable ContainerState state) {
        @Nullable ContainerStateTerminated ended = state == null ? null : state.getTerminated();
        if (ended == null || Integer.valueOf(0).equals(ended.getExitCode())) {
            return Optional.empty();
        }
        String message = Projection.text(ended.getMessage());
        return reason(
                ended.getReason(),
                message.isEmpty()
                        ? "exit code " + Projection.number(ended.getExitCode())
                        : message);
    }

    private static Optional<PodReason> unschedulable(PodStatus status) {
        return condition(status, "PodScheduled")
                .filter(scheduled -> "False".equals(scheduled.getStatus()))
                .flatMap(scheduled -> reason(scheduled.getReason(), scheduled.getMessage()));
    }

    private static Optional<PodReason> reason(@Nullable String reason, @Nullable String message) {
        return reason == null || reason.isEmpty()
                ? Optional.empty()
                : Optional.of(new PodReason(clean(reason), clean(Projection.text(message))));
    }

    private static String clean(String text) {
        return Excerpt.cut(text.replace('\0', ' '), MAX_MESSAGE);
    }
}
