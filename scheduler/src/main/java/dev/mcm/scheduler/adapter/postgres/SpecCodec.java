package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.FreeNode;
import dev.mcm.scheduler.core.GpuOffer;
import dev.mcm.scheduler.core.NodeClass;
import dev.mcm.scheduler.core.NodeClosure;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.scheduler.core.Tolerations;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.ControlPlaneTaints;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.shared.plane.PodTime;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.type.v1.NodeClasses;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.ResolvedSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Messages of `mcm.type.v1` to the core's values; unset numbers become the defaults that the
/// messages name.
final class SpecCodec {
    private static final int PERCENT_ALL = 100;

    /// In place of a spec that cannot be read, for a deployment of which nothing may run.
    static final DeploymentSpec NOTHING =
            new DeploymentSpec(
                    List.of(
                            new ShapeOption(
                                    new InstanceTypeName("unreadable"),
                                    new Shape(0, 0, 0, 0, ""),
                                    Tolerations.NONE,
                                    PodRevision.UNKNOWN)),
                    1,
                    Tolerations.NONE,
                    PlacementRules.ANYWHERE,
                    Duration.ZERO);

    private SpecCodec() {}

    static DeploymentSpec spec(ResolvedSpec resolved) {
        PlacementPolicy policy = resolved.getSpec().getPlacement();
        return new DeploymentSpec(
                resolved.getOptionsList().stream()
                        .map(option -> option(resolved.getSpec(), option))
                        .toList(),
                Math.max(1, resolved.getSpec().getNodeCount()),
                new Tolerations(set(ControlPlaneTaints.without(policy.getTolerationsList()))),
                rules(policy),
                PodTime.grace(resolved.getSpec()));
    }

    /// Of a spec that cannot be read as a whole, the ways to run a replica that can.
    static List<ShapeOption> readableOptions(StoredSpec stored) {
        try {
            ResolvedSpec spec = stored.parse();
            return spec.getOptionsList().stream()
                    .flatMap(option -> readable(spec.getSpec(), option).stream())
                    .toList();
        } catch (IllegalStateException e) {
            return List.of();
        }
    }

    private static Optional<ShapeOption> readable(
            dev.mcm.type.v1.DeploymentSpec spec, dev.mcm.type.v1.ShapeOption option) {
        try {
            return Optional.of(option(spec, option));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PlacementRules rules(PlacementPolicy policy) {
        int share = policy.getMaxPlaneSharePercent();
        return new PlacementRules(
                set(policy.getRequiredRegionsList()),
                set(policy.getRequiredProvidersList()),
                policy.getPreferredRegionsList(),
                policy.getPreferredProvidersList(),
                set(policy.getAllowedPlanesList()),
                set(policy.getDeniedPlanesList()),
                Math.max(1, policy.getMinPlanes()),
                share == 0 ? PERCENT_ALL : share);
    }

    private static ShapeOption option(
            dev.mcm.type.v1.DeploymentSpec spec, dev.mcm.type.v1.ShapeOption option) {
        dev.mcm.type.v1.Shape shape = option.getShape();
        return new ShapeOption(
                new InstanceTypeName(option.getInstanceType()),
                new Shape(
                        shape.getCpuMilli(),
                        shape.getMemoryMib(),
                        shape.getGpuCount(),
                        shape.getGpuMilli(),
                        shape.getGpuType()),
                new Tolerations(set(option.getTolerationsList())),
                PodRevision.of(spec, shape));
    }

    /// Nodes that take pods, and those that do not.
    static Stream<NodeClass> nodeClasses(NodeClasses classes) {
        return Stream.concat(
                classes.getClassesList().stream().map(nodes -> nodeClass(nodes, NodeClosure.OPEN)),
                classes.getClosedList().stream().map(nodes -> nodeClass(nodes, closure(nodes))));
    }

    /// A reason of a later version closes as well.
    private static NodeClosure closure(dev.mcm.type.v1.NodeClass nodes) {
        return switch (nodes.getClosure()) {
            case NODE_CLOSURE_CORDONED -> NodeClosure.CORDONED;
            case NODE_CLOSURE_FAILS_PODS -> NodeClosure.FAILS_PODS;
            case NODE_CLOSURE_NOT_READY, NODE_CLOSURE_UNSPECIFIED, UNRECOGNIZED ->
                    NodeClosure.NOT_READY;
        };
    }

    private static GpuOffer offer(dev.mcm.type.v1.NodeClass nodes) {
        return switch (nodes.getGpuOffer()) {
            case GPU_OFFER_WHOLE -> GpuOffer.WHOLE;
            case GPU_OFFER_SHARES -> GpuOffer.SHARES;
            case GPU_OFFER_BOTH, GPU_OFFER_UNSPECIFIED, UNRECOGNIZED -> GpuOffer.ANY;
        };
    }

    private static NodeClass nodeClass(dev.mcm.type.v1.NodeClass nodes, NodeClosure closure) {
        FreeNode node =
                new FreeNode(
                        nodes.getGpuType(),
                        offer(nodes),
                        nodes.getFreeGpuMilliList(),
                        nodes.getFreeCpuMilli(),
                        nodes.getFreeMemoryMib(),
                        nodes.hasFreePodSlots() ? nodes.getFreePodSlots() : FreeNode.UNLIMITED,
                        nodes.getTaintsList());
        return new NodeClass(node, nodes.getNodeCount(), closure);
    }

    private static Set<String> set(List<String> list) {
        return new HashSet<>(list);
    }
}
