package dev.mcm.atc.core.status;

import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.SummaryReason;
import dev.mcm.state.placement.VerdictReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What keeps all replicas of the current version from becoming ready.
///
/// @param isFinal waiting does not cure it; otherwise it is believed only when it lasts, since a
///   registry, a node pool or a plane's API may come back
record StartTrouble(String sentence, boolean isFinal) {
    /// Reasons of pods that do not go by loading on.
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

    private static final int PUSH_ATTEMPTS = 5;

    static Optional<StartTrouble> of(StatusFacts facts, Instant now) {
        return refusal(facts)
                .or(() -> stalled(facts))
                .or(() -> overdue(facts, now))
                .or(() -> failing(facts).map(sentence -> new StartTrouble(sentence, false)));
    }

    /// What the pod that fares worst says, or the push that does.
    static Optional<String> complaint(StatusFacts facts) {
        return facts.planes().stream()
                .filter(plane -> !plane.observed().reason().isEmpty())
                .findFirst()
                .map(StartTrouble::podSentence)
                .or(() ->
                        facts.planes().stream()
                                .filter(StartTrouble::isNotApplied)
                                .findFirst()
                                .map(StartTrouble::pushSentence));
    }

    private static Optional<StartTrouble> refusal(StatusFacts facts) {
        if (facts.placed() > 0 || facts.pending() == 0) {
            return Optional.empty();
        }
        return SummaryReason.of(facts.outcome().reason())
                .flatMap(reason ->
                        switch (reason) {
                            case PlacementOutcome outcome -> unplaced(outcome);
                            case VerdictReason verdict -> refusedByAll(verdict);
                        });
    }

    private static Optional<StartTrouble> unplaced(PlacementOutcome outcome) {
        return switch (outcome) {
            case NO_PLANES -> Optional.of(new StartTrouble("no plane is registered", true));
            case SPEC_UNREADABLE -> Optional.of(new StartTrouble("its spec cannot be read", false));
            case PLACED,
                    MISPLACED,
                    REPLACING,
                    HANDING_OVER,
                    HANDING_OVER_ONE_BY_ONE,
                    HANDOVER_WAITS,
                    HANDOVER_STALLED,
                    FAILS_EVERYWHERE,
                    ZERO_DESIRED,
                    STOPPED ->
                    Optional.empty();
        };
    }

    /// Rules stay as they are until somebody changes them; nodes come and go.
    private static Optional<StartTrouble> refusedByAll(VerdictReason closest) {
        String sentence = "no plane can run it: " + closest.name();
        return switch (closest) {
            case GPU_SHARING_ABSENT,
                    REGION_NOT_ALLOWED,
                    PROVIDER_NOT_ALLOWED,
                    PLANE_DENIED,
                    RESERVED ->
                    Optional.of(new StartTrouble(sentence, true));
            case GPU_TYPE_ABSENT, GPU_OFFER_ABSENT, TAINTED, GANG_TOO_LARGE ->
                    Optional.of(new StartTrouble(sentence, false));
            case PLACED,
                    NOT_ASKED,
                    ROOM,
                    SOUGHT_ELSEWHERE,
                    BACKED_OFF,
                    KEPT_FOR_URGENT,
                    NO_POD_SLOTS,
                    NO_CAPACITY,
                    QUOTA,
                    NODES_CLOSED,
                    SPREAD_LIMIT,
                    IDENTITY_UNKNOWN,
                    UNKNOWN_HOLD,
                    LOST,
                    NOT_LIVE,
                    IDENTITY_REFUSED,
                    CORDONED ->
                    Optional.empty();
        };
    }

    /// The Scheduler has given the hand-over to the current revision up.
    private static Optional<StartTrouble> stalled(StatusFacts facts) {
        return facts.readyCurrent() == 0 && facts.outcome().is(PlacementOutcome.HANDOVER_STALLED)
                ? Optional.of(
                        new StartTrouble(
                                "the new revision was never ready anywhere: stopped"
                                        + complaint(facts)
                                                .map(complaint -> ": " + complaint)
                                                .orElse(""),
                                true))
                : Optional.empty();
    }

    /// Replicas load and none arrives. Those that wait for a node have not begun.
    private static Optional<StartTrouble> overdue(StatusFacts facts, Instant now) {
        boolean loading = facts.readyCurrent() == 0 && facts.bound() > facts.ready();
        Duration waited = Duration.between(facts.startedAt(), now);
        if (!loading || waited.compareTo(facts.progressDeadline()) <= 0) {
            return Optional.empty();
        }
        String sentence =
                "no replica became ready in "
                        + words(facts.progressDeadline())
                        + complaint(facts).map(complaint -> ": " + complaint).orElse("");
        return Optional.of(new StartTrouble(sentence, true));
    }

    private static String words(Duration deadline) {
        return deadline.toSecondsPart() == 0 && deadline.toMinutes() > 1
                ? deadline.toMinutes() + " minutes"
                : deadline.toSeconds() + " seconds";
    }

    /// The first plane that fails, when none is loading or serving the current version.
    private static Optional<String> failing(StatusFacts facts) {
        List<CellFacts> placed =
                facts.planes().stream()
                        .filter(plane -> plane.isCurrent() && plane.placed() > 0)
                        .toList();
        boolean hope =
                facts.readyCurrent() > 0
                        || placed.stream()
                                .anyMatch(plane ->
                                        plane.observed().bound() > 0
                                                && !podFails(plane)
                                                && !isNotApplied(plane));
        return hope
                ? Optional.empty()
                : placed.stream()
                        .filter(plane -> podFails(plane) || isNotApplied(plane))
                        .findFirst()
                        .map(plane -> podFails(plane) ? podSentence(plane) : pushSentence(plane));
    }

    private static boolean podFails(CellFacts plane) {
        return POD_REASONS.contains(plane.observed().reason());
    }

    private static boolean isNotApplied(CellFacts plane) {
        return plane.placed() > 0 && plane.push().failedAttempts() >= PUSH_ATTEMPTS;
    }

    private static String podSentence(CellFacts plane) {
        CellFacts.Observed observed = plane.observed();
        String message = observed.message().isEmpty() ? "" : ": " + observed.message();
        return "plane " + plane.planeId() + ": " + observed.reason() + message;
    }

    private static String pushSentence(CellFacts plane) {
        return "cannot be applied to plane " + plane.planeId() + ": " + plane.push().error();
    }
}
