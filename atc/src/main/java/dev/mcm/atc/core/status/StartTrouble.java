package dev.mcm.atc.core.status;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Why replicas will not start unless somebody changes something.
final class StartTrouble {
    /// Reasons of pods that waiting does not cure.
    private static final Set<String> POD_REASONS =
            Set.of(
                    "ErrImagePull",
                    "ImagePullBackOff",
                    "ErrImageNeverPull",
                    "InvalidImageName",
                    "CreateContainerConfigError",
                    "CreateContainerError",
                    "RunContainerError",
                    "CrashLoopBackOff");

    /// The Scheduler's reasons that new capacity does not cure.
    private static final Set<String> REFUSALS =
            Set.of(
                    "GANG_TOO_LARGE",
                    "TAINTED",
                    "GPU_TYPE_ABSENT",
                    "GPU_SHARING_ABSENT",
                    "REGION_NOT_ALLOWED",
                    "PROVIDER_NOT_ALLOWED",
                    "PLANE_DENIED",
                    "NO_PLANE");

    private static final int PUSH_ATTEMPTS = 5;

    private StartTrouble() {}

    static Optional<String> of(StatusFacts facts) {
        return failingPods(facts).or(() -> refusedByAll(facts)).or(() -> failingPushes(facts));
    }

    /// Reason and message of the pod that fares worst.
    static Optional<String> worstPod(StatusFacts facts) {
        return facts.planes().stream()
                .filter(plane -> !plane.observed().reason().isEmpty())
                .findFirst()
                .map(StartTrouble::sentence);
    }

    private static Optional<String> failingPods(StatusFacts facts) {
        return facts.planes().stream()
                .filter(plane -> POD_REASONS.contains(plane.observed().reason()))
                .findFirst()
                .map(StartTrouble::sentence);
    }

    private static Optional<String> refusedByAll(StatusFacts facts) {
        boolean refused =
                facts.placed() == 0
                        && facts.pending() > 0
                        && REFUSALS.contains(facts.pendingReason());
        return refused
                ? Optional.of("no plane can run it: " + facts.pendingReason())
                : Optional.empty();
    }

    private static Optional<String> failingPushes(StatusFacts facts) {
        List<PlaneFacts> placed =
                facts.planes().stream().filter(plane -> plane.placed() > 0).toList();
        boolean all =
                !placed.isEmpty()
                        && placed.stream()
                                .allMatch(plane -> plane.push().failedAttempts() >= PUSH_ATTEMPTS);
        return all
                ? Optional.of(
                        "cannot be applied to plane "
                                + placed.getFirst().plane()
                                + ": "
                                + placed.getFirst().push().error())
                : Optional.empty();
    }

    private static String sentence(PlaneFacts plane) {
        PlaneFacts.Observed observed = plane.observed();
        String message = observed.message().isEmpty() ? "" : ": " + observed.message();
        return "plane " + plane.plane() + ": " + observed.reason() + message;
    }
}
