package dev.mcm.atc.core.validate;

import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.DrainPlaneRequest;
import dev.mcm.shared.error.Violations;
import java.time.Duration;

/// What an operator may declare of a plane.
public final class PlaneOrderRules {
    /// A word that is forgotten must not keep a dead plane's replicas down, nor the brake off, for
    /// longer.
    static final Duration LONGEST = Duration.ofDays(1);

    static final Duration LONGEST_LOSS = Duration.ofDays(30);

    private static final Duration DRAIN_DEADLINE = Duration.ofHours(1);
    private static final Duration SHORTEST_DRAIN = Duration.ofMinutes(1);
    private static final Duration LONGEST_DRAIN = Duration.ofDays(7);

    private PlaneOrderRules() {}

    public static void check(DeclarePlaneRequest request, Violations at) {
        switch (request.getKind()) {
            case PLANE_ORDER_KIND_LOST -> {
                ResourceNames.checkReason(request.getReason(), at);
                checkLength(request, 0, LONGEST_LOSS, at);
            }
            case PLANE_ORDER_KIND_ALIVE, PLANE_ORDER_KIND_BRAKE_OVERRIDE -> {
                ResourceNames.checkReason(request.getReason(), at);
                checkLength(request, 1, LONGEST, at);
            }
            case PLANE_ORDER_KIND_NONE -> checkLength(request, 0, Duration.ZERO, at);
            case PLANE_ORDER_KIND_DRAIN ->
                    at.add(
                            "kind",
                            "'DRAIN' (expected: LOST, ALIVE, BRAKE_OVERRIDE or NONE; DrainPlane"
                                    + " drains)");
            case PLANE_ORDER_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    at.add(
                            "kind",
                            "'"
                                    + request.getKind()
                                    + "' (expected: LOST, ALIVE, BRAKE_OVERRIDE or NONE)");
        }
    }

    /// What a drain may ask for.
    ///
    /// @return how long it has
    public static Duration drainDeadline(DrainPlaneRequest request, Violations at) {
        ResourceNames.checkReason(request.getReason(), at);
        long seconds = request.getDeadlineSeconds();
        if (seconds == 0) {
            return DRAIN_DEADLINE;
        }
        Checks.range(
                at,
                "deadline_seconds",
                seconds,
                SHORTEST_DRAIN.toSeconds(),
                LONGEST_DRAIN.toSeconds());
        return Duration.ofSeconds(seconds);
    }

    private static void checkLength(
            DeclarePlaneRequest request, long least, Duration longest, Violations at) {
        long seconds = request.getValidForSeconds();
        at.check(
                seconds >= least && seconds <= longest.toSeconds(),
                "valid_for_seconds",
                Long.toString(seconds),
                least == longest.toSeconds()
                        ? "none, since nothing is declared"
                        : least + " to " + longest.toSeconds());
    }
}
