package dev.mcm.scheduler.core;

import dev.mcm.state.placement.VerdictReason;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What the nodes of an open plane have to say to a deployment: the closest of what they say to its
/// options.
final class CapacityVerdicts {
    private final DeploymentPlan plan;
    private final FleetPlane plane;
    private final PlaneCapacity capacity;
    private final List<Footprint> options;

    CapacityVerdicts(DeploymentPlan plan, FleetPlane plane) {
        this.plan = plan;
        this.plane = plane;
        this.capacity = plane.capacity();
        this.options = plan.facts().spec().options().stream().map(plan::footprint).toList();
    }

    VerdictReason reason() {
        return options.stream()
                .map(this::reason)
                .min(Comparator.naturalOrder())
                .orElse(VerdictReason.NO_CAPACITY);
    }

    private VerdictReason reason(Footprint footprint) {
        if (footprint.shape().sharesGpu() && !plane.sharesGpus()) {
            return VerdictReason.GPU_SHARING_ABSENT;
        }
        if (!capacity.nodes().hasNodesFor(footprint.shape())) {
            return absent(footprint);
        }
        if (capacity.fits(footprint) > 0) {
            if (plane.quotas().fits(plan.facts().organization(), footprint) == 0) {
                return VerdictReason.QUOTA;
            }
            boolean full =
                    plan.counts().settledOnPlane(plane.id())
                            >= plan.facts().spec().rules().mostOnOnePlane(plan.target());
            if (plan.wanted() > 0 && full) {
                return VerdictReason.SPREAD_LIMIT;
            }
            boolean kept = plan.fleet().kept().keptFrom(plan, plane, footprint.shape()) != null;
            return plan.wanted() > 0 && kept ? VerdictReason.KEPT_FOR_URGENT : VerdictReason.ROOM;
        }
        if (footprint.gang() && capacity.fits(footprint.singleNode()) > 0) {
            return VerdictReason.GANG_TOO_LARGE;
        }
        return full(footprint);
    }

    private VerdictReason absent(Footprint footprint) {
        if (!capacity.nodes().closedFor(footprint).isEmpty()) {
            return VerdictReason.NODES_CLOSED;
        }
        Shape shape = footprint.shape();
        if (shape.gpuCount() == 0) {
            return VerdictReason.NO_CAPACITY;
        }
        return capacity.nodes().hasGpuType(shape.gpuType())
                ? VerdictReason.GPU_OFFER_ABSENT
                : VerdictReason.GPU_TYPE_ABSENT;
    }

    private VerdictReason full(Footprint footprint) {
        if (capacity.nodes().hasTaintedRoom(footprint)) {
            return VerdictReason.TAINTED;
        }
        if (capacity.nodes().hasRoomWithoutSlots(footprint)) {
            return VerdictReason.NO_POD_SLOTS;
        }
        return capacity.nodes().closedFor(footprint).isEmpty()
                ? VerdictReason.NO_CAPACITY
                : VerdictReason.NODES_CLOSED;
    }

    String message() {
        VerdictReason reason = reason();
        return switch (reason) {
            case ROOM, SPREAD_LIMIT -> "room for " + room() + " replicas";
            case NO_POD_SLOTS -> "nodes with room have as many pods as they take";
            case NO_CAPACITY -> noRoom();
            case QUOTA -> quota();
            case NODES_CLOSED -> closed();
            case GANG_TOO_LARGE ->
                    "fewer than " + plan.facts().spec().nodeCount() + " nodes have room";
            case TAINTED -> "nodes have taints that are not tolerated";
            case GPU_TYPE_ABSENT -> "no node has GPU model " + wanted() + others();
            case GPU_OFFER_ABSENT -> offer();
            case KEPT_FOR_URGENT -> "what is free is kept for a more urgent deployment";
            case GPU_SHARING_ABSENT -> "gives out whole GPUs only";
            case PLACED,
                    SOUGHT_ELSEWHERE,
                    BACKED_OFF,
                    NOT_ASKED,
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

    private int room() {
        String organization = plan.facts().organization();
        return options.stream()
                .mapToInt(option -> plane.fits(organization, option))
                .max()
                .orElse(0);
    }

    private String quota() {
        return options.stream()
                .flatMap(option ->
                        plane.quotas().refusal(plan.facts().organization(), option).stream())
                .findFirst()
                .orElse("");
    }

    private String noRoom() {
        long unbound = options.stream().mapToLong(capacity::unbound).max().orElse(0);
        return unbound > 0
                ? "no room is left beside the " + unbound + " pods that are not bound yet"
                : "no node has room for a replica";
    }

    private String closed() {
        List<NodeClass> closed =
                options.stream()
                        .flatMap(option -> capacity.nodes().closedFor(option).stream())
                        .distinct()
                        .toList();
        String why =
                closed.stream()
                        .map(NodeClass::closure)
                        .distinct()
                        .sorted()
                        .map(CapacityVerdicts::words)
                        .collect(Collectors.joining(", "));
        int nodes = closed.stream().mapToInt(NodeClass::nodes).sum();
        return nodes + " nodes that would do are closed: " + why;
    }

    private static String words(NodeClosure closure) {
        return switch (closure) {
            case OPEN -> "open";
            case CORDONED -> "cordoned";
            case NOT_READY -> "not ready";
            case FAILS_PODS -> "pods fail there";
        };
    }

    private String offer() {
        boolean shares = options.stream().anyMatch(option -> option.shape().sharesGpu());
        return "nodes with GPU model "
                + wanted()
                + " give out only "
                + (shares ? "whole GPUs" : "shares of them");
    }

    private String wanted() {
        return options.stream()
                .map(option -> option.shape().gpuType())
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private String others() {
        String present = String.join(", ", capacity.nodes().gpuTypes());
        return present.isEmpty() ? " or any other" : " (there are: " + present + ")";
    }
}
