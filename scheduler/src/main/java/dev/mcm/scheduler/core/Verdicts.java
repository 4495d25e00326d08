package dev.mcm.scheduler.core;

import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.SummaryReason;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.PlaneState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What every plane has to say to a deployment after the decision, and what it comes to.
final class Verdicts {
    private final DeploymentPlan plan;
    private final boolean more;

    private Verdicts(DeploymentPlan plan) {
        this.plan = plan;
        this.more = plan.wanted() > 0;
    }

    /// One verdict per plane, by plane id.
    static List<Verdict> of(DeploymentPlan plan) {
        Verdicts verdicts = new Verdicts(plan);
        return plan.fleet().planes().stream().map(verdicts::verdict).toList();
    }

    /// The outcome for the deployment; asks the planes only when something is pending.
    static SummaryCounts summary(DeploymentPlan plan) {
        int placed = plan.total() - plan.onLostPlanes();
        int pending = Math.max(0, plan.target() - placed);
        SummaryReason reason = pending > 0 ? closest(plan) : outcome(plan);
        return new SummaryCounts(plan.target(), placed, pending, plan.misplaced(), reason);
    }

    private static SummaryReason closest(DeploymentPlan plan) {
        Optional<VerdictReason> closest =
                of(plan).stream().map(Verdict::reason).min(Comparator.naturalOrder());
        return closest.isPresent() ? closest.get() : PlacementOutcome.NO_PLANES;
    }

    private static PlacementOutcome outcome(DeploymentPlan plan) {
        if (!plan.facts().active()) {
            return PlacementOutcome.STOPPED;
        }
        if (plan.misplaced() > 0) {
            return PlacementOutcome.MISPLACED;
        }
        return plan.target() > 0 ? PlacementOutcome.PLACED : PlacementOutcome.ZERO_DESIRED;
    }

    private Verdict verdict(FleetPlane plane) {
        int placed = plan.onPlane(plane.id());
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
        if (!more && placed > 0) {
            return new Verdict(plane.id(), VerdictReason.PLACED, "no more wanted", placed);
        }
        VerdictReason reason =
                plan.facts().spec().options().stream()
                        .map(option -> reason(plane, option))
                        .min(Comparator.naturalOrder())
                        .orElse(VerdictReason.NO_CAPACITY);
        return new Verdict(plane.id(), reason, message(plane, reason), placed);
    }

    private VerdictReason reason(FleetPlane plane, ShapeOption option) {
        Footprint footprint = plan.footprint(option);
        if (footprint.shape().sharesGpu() && !plane.sharesGpus()) {
            return VerdictReason.GPU_SHARING_ABSENT;
        }
        PlaneCapacity capacity = plane.capacity();
        if (!capacity.nodes().hasNodesFor(footprint.shape())) {
            return footprint.shape().gpuCount() > 0
                    ? VerdictReason.GPU_TYPE_ABSENT
                    : VerdictReason.NO_CAPACITY;
        }
        if (capacity.fits(footprint) > 0) {
            boolean full =
                    plan.settledOnPlane(plane.id())
                            >= plan.facts().spec().rules().mostOnOnePlane(plan.target());
            return more && full ? VerdictReason.SPREAD_LIMIT : VerdictReason.ROOM;
        }
        if (footprint.gang() && capacity.fits(footprint.singleNode()) > 0) {
            return VerdictReason.GANG_TOO_LARGE;
        }
        if (capacity.nodes().hasTaintedRoom(footprint)) {
            return VerdictReason.TAINTED;
        }
        return capacity.nodes().hasRoomWithoutSlots(footprint)
                ? VerdictReason.NO_POD_SLOTS
                : VerdictReason.NO_CAPACITY;
    }

    private String message(FleetPlane plane, VerdictReason reason) {
        return switch (reason) {
            case ROOM, SPREAD_LIMIT -> "room for " + room(plane.capacity()) + " replicas";
            case NO_POD_SLOTS -> "nodes with room have as many pods as they take";
            case NO_CAPACITY -> full(plane.capacity());
            case GANG_TOO_LARGE ->
                    "fewer than " + plan.facts().spec().nodeCount() + " nodes have room";
            case TAINTED -> "nodes have taints that are not tolerated";
            case GPU_TYPE_ABSENT -> absent(plane.capacity());
            case GPU_SHARING_ABSENT -> "gives out whole GPUs only";
            case PLACED,
                    IDENTITY_UNKNOWN,
                    IDENTITY_REFUSED,
                    UNKNOWN_HOLD,
                    LOST,
                    NOT_LIVE,
                    CORDONED,
                    REGION_NOT_ALLOWED,
                    PROVIDER_NOT_ALLOWED,
                    PLANE_DENIED,
                    RESERVED ->
                    "";
        };
    }

    private int room(PlaneCapacity capacity) {
        int room = 0;
        for (ShapeOption option : plan.facts().spec().options()) {
            room = Math.max(room, capacity.fits(plan.footprint(option)));
        }
        return room;
    }

    private String full(PlaneCapacity capacity) {
        long unbound = 0;
        for (ShapeOption option : plan.facts().spec().options()) {
            unbound = Math.max(unbound, capacity.unbound(plan.footprint(option)));
        }
        return unbound > 0
                ? "no room is left beside the " + unbound + " pods that are not bound yet"
                : "no node has room for a replica";
    }

    private String absent(PlaneCapacity capacity) {
        String wanted =
                plan.facts().spec().options().stream()
                        .map(option -> option.shape().gpuType())
                        .distinct()
                        .collect(Collectors.joining(" or "));
        String present = String.join(", ", capacity.nodes().gpuTypes());
        return "no node has GPU model "
                + wanted
                + (present.isEmpty() ? " or any other" : " (there are: " + present + ")");
    }
}
