package dev.mcm.scheduler.core;

import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.SummaryReason;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What every plane has to say to a deployment after the decision, and what it comes to.
final class Verdicts {
    private final DeploymentPlan plan;
    private final boolean more;
    private @Nullable List<Verdict> all;

    /// @param plan made, so that nothing of it changes any more
    Verdicts(DeploymentPlan plan) {
        this.plan = plan;
        this.more = plan.wanted() > 0;
    }

    /// Those that say more than that the plane is not needed, by plane id: of a hundred planes a
    /// few have to do with a deployment.
    List<Verdict> told() {
        return all().stream()
                .filter(verdict -> verdict.reason() != VerdictReason.NOT_ASKED)
                .toList();
    }

    /// One verdict per plane, by plane id.
    private List<Verdict> all() {
        List<Verdict> said = all;
        if (said == null) {
            said = plan.fleet().planes().stream().map(this::verdict).toList();
            all = said;
        }
        return said;
    }

    /// The outcome for the deployment; asks the planes only when something is pending.
    SummaryCounts summary() {
        int pending = plan.pending();
        SummaryReason reason = pending > 0 ? closest() : outcome(plan);
        return new SummaryCounts(
                plan.target(), plan.target() - pending, pending, plan.counts().misplaced(), reason);
    }

    private SummaryReason closest() {
        Optional<VerdictReason> closest =
                all().stream().map(Verdict::reason).min(Comparator.naturalOrder());
        return closest.isPresent() ? closest.get() : PlacementOutcome.NO_PLANES;
    }

    private static PlacementOutcome outcome(DeploymentPlan plan) {
        if (!plan.facts().active()) {
            return PlacementOutcome.STOPPED;
        }
        if (plan.counts().predecessors() > 0) {
            return handOver(plan);
        }
        if (plan.counts().misplaced() > 0) {
            return PlacementOutcome.MISPLACED;
        }
        if (plan.counts().overdue() > 0) {
            return PlacementOutcome.REPLACING;
        }
        if (plan.failsWhereverTried()) {
            return PlacementOutcome.FAILS_EVERYWHERE;
        }
        return plan.target() > 0 ? PlacementOutcome.PLACED : PlacementOutcome.ZERO_DESIRED;
    }

    private static PlacementOutcome handOver(DeploymentPlan plan) {
        if (plan.counts().unreadySuccessors() > 0) {
            boolean oneByOne = plan.counts().ready() < plan.target() - plan.maxUnavailable();
            PlacementOutcome goesOn =
                    oneByOne
                            ? PlacementOutcome.HANDING_OVER_ONE_BY_ONE
                            : PlacementOutcome.HANDING_OVER;
            return plan.stalls() ? PlacementOutcome.HANDOVER_STALLED : goesOn;
        }
        if (plan.wanted() == 0) {
            return PlacementOutcome.HANDING_OVER;
        }
        return plan.counts().misplaced() > 0
                ? PlacementOutcome.MISPLACED
                : PlacementOutcome.HANDOVER_WAITS;
    }

    private Verdict verdict(FleetPlane plane) {
        int placed = plan.counts().onPlane(plane.id());
        VerdictReason refusal = plan.refusal(plane);
        if (refusal != null) {
            return new Verdict(plane.id(), refusal, refused(plane, placed), placed);
        }
        return switch (plane.state()) {
            case PENDING -> new Verdict(plane.id(), VerdictReason.NOT_LIVE, "never heard", placed);
            case UNKNOWN ->
                    new Verdict(
                            plane.id(),
                            VerdictReason.UNKNOWN_HOLD,
                            "held as it is: " + plane.why(),
                            placed);
            case LOST ->
                    new Verdict(
                            plane.id(),
                            VerdictReason.LOST,
                            "replicas are placed elsewhere: " + plane.why(),
                            placed);
            case LIVE -> live(plane, placed);
        };
    }

    private static String refused(FleetPlane plane, int placed) {
        String rule = "not allowed by the deployment or its organisation";
        return placed > 0 && plane.state() != PlaneState.LOST
                ? rule + ": " + placed + " replicas stay until another place is found"
                : rule;
    }

    private Verdict live(FleetPlane plane, int placed) {
        if (plane.identity().isStranger()) {
            return new Verdict(
                    plane.id(),
                    VerdictReason.IDENTITY_REFUSED,
                    "another cluster answers at its address",
                    placed);
        }
        if (plane.draining()) {
            return new Verdict(
                    plane.id(),
                    VerdictReason.CORDONED,
                    "being drained" + (placed > 0 ? ": replicas stay until others are ready" : ""),
                    placed);
        }
        if (plane.cordoned()) {
            return new Verdict(
                    plane.id(), VerdictReason.CORDONED, "closed for new replicas", placed);
        }
        if (!plane.identity().isServed()) {
            return new Verdict(
                    plane.id(),
                    VerdictReason.IDENTITY_UNKNOWN,
                    "its cluster has not said yet which one it is",
                    placed);
        }
        if (!more && placed == 0) {
            return new Verdict(plane.id(), VerdictReason.NOT_ASKED, "no more wanted", 0);
        }
        int overdue = plan.counts().overdueOnPlane(plane.id());
        if (overdue > 0) {
            return new Verdict(
                    plane.id(),
                    VerdictReason.SOUGHT_ELSEWHERE,
                    overdue + " replicas wait for a node or fail for too long",
                    placed);
        }
        if (!more && placed > 0) {
            return new Verdict(plane.id(), VerdictReason.PLACED, "no more wanted", placed);
        }
        Instant closed = closedUntil(plane);
        if (closed != null) {
            return new Verdict(
                    plane.id(),
                    VerdictReason.BACKED_OFF,
                    "replicas were given up there lately: none is tried before " + closed,
                    placed);
        }
        CapacityVerdicts capacity = new CapacityVerdicts(plan, plane);
        return new Verdict(plane.id(), capacity.reason(), capacity.message(), placed);
    }

    /// When one of its cells opens again; null = one is open now.
    private @Nullable Instant closedUntil(FleetPlane plane) {
        Instant first = null;
        for (ShapeOption option : plan.facts().spec().options()) {
            Instant until = plan.closedUntil(Cell.of(plane, option));
            if (until == null) {
                return null;
            }
            first = first == null || until.isBefore(first) ? until : first;
        }
        return first;
    }
}
