package dev.mcm.scheduler.core;

import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// What a [Scene] is made of: nodes, ways to run a replica, and what the witnesses of a plane say.
final class SceneParts {
    private static final PlaneId ANY = new PlaneId("any");

    private SceneParts() {}

    static PlaneLiveness heard() {
        return liveness(Hearing.LIVE, Scene.T0, "", true);
    }

    static PlaneLiveness silent(Instant since) {
        return liveness(Hearing.SILENT, since, "", true);
    }

    static PlaneLiveness liveness(
            Hearing hearing, Instant since, String unreadable, boolean metrics) {
        return new PlaneLiveness(ANY, hearing, new Epoch(1), since, unreadable, metrics);
    }

    static PlaneProbe reached() {
        return new PlaneProbe(ANY, true, "", Scene.T0);
    }

    static PlaneProbe unreached(Instant since) {
        return new PlaneProbe(ANY, false, "", since);
    }

    static ReplicaGroup group(ReplicaState state, int count) {
        return group(state, count, Scene.T0, "");
    }

    static ReplicaGroup group(ReplicaState state, int count, Instant since, String reason) {
        return new ReplicaGroup(state, count, since, reason);
    }

    static NodeClass gpuNodes(int nodes, String type, int gpus) {
        return new NodeClass(
                new FreeNode(
                        type,
                        Collections.nCopies(gpus, 1000),
                        64_000,
                        512_000,
                        FreeNode.UNLIMITED,
                        List.of()),
                nodes);
    }

    /// The same nodes with room for a number of pods each.
    static NodeClass slots(NodeClass nodes, int slots) {
        FreeNode node = nodes.node();
        return new NodeClass(
                new FreeNode(
                        node.gpuType(),
                        node.freeGpuMilli(),
                        node.freeCpuMilli(),
                        node.freeMemoryMib(),
                        slots,
                        node.taints()),
                nodes.nodes());
    }

    /// The same nodes, taking no new pods.
    static NodeClass closed(NodeClass nodes, NodeClosure closure) {
        return new NodeClass(nodes.node(), nodes.nodes(), closure);
    }

    /// The same nodes, giving out their GPUs in one way.
    static NodeClass offering(NodeClass nodes, GpuOffer offer) {
        FreeNode node = nodes.node();
        return new NodeClass(
                new FreeNode(
                        node.gpuType(),
                        offer,
                        node.freeGpuMilli(),
                        node.freeCpuMilli(),
                        node.freeMemoryMib(),
                        node.freePodSlots(),
                        node.taints()),
                nodes.nodes());
    }

    static NodeClass cpuNodes(int nodes, long cpuMilli, long memoryMib, String... taints) {
        return new NodeClass(
                new FreeNode(
                        "", List.of(), cpuMilli, memoryMib, FreeNode.UNLIMITED, List.of(taints)),
                nodes);
    }

    static ShapeOption gpu(String type, int count) {
        return option(
                new InstanceTypeName(type.toLowerCase(java.util.Locale.ROOT)),
                new Shape(1_000, 1_000, count, 1000, type));
    }

    static ShapeOption share(String type, int milli) {
        return option(new InstanceTypeName("share"), new Shape(100, 100, 1, milli, type));
    }

    static ShapeOption cpu(long milli) {
        return option(new InstanceTypeName("cpu"), new Shape(milli, 100, 0, 0, ""));
    }

    static DeploymentSpec spec(ShapeOption... options) {
        return new DeploymentSpec(
                List.of(options),
                1,
                Tolerations.NONE,
                PlacementRules.ANYWHERE,
                Duration.ofSeconds(35));
    }

    /// One whose pods differ from those of another shape, and of another image than `image` too.
    static ShapeOption option(InstanceTypeName type, Shape shape, String image) {
        return new ShapeOption(
                type,
                shape,
                Tolerations.NONE,
                new PodRevision(Sha256.hex(image + shape).substring(0, 10)));
    }

    static ShapeOption option(InstanceTypeName type, Shape shape) {
        return option(type, shape, "");
    }

    /// The same way to run another image.
    static ShapeOption image(String image, ShapeOption option) {
        return option(option.instanceType(), option.shape(), image);
    }
}
