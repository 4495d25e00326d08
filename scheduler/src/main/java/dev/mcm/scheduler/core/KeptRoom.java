package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What frees of a GPU model on a plane, kept for the most urgent deployment that waits for more of
/// it than is free: less urgent ones would else take each GPU as it comes, and the large replica
/// would wait for ever. A deployment keeps one plane per decision, the one where least is missing.
/// Mutable, used by one thread.
final class KeptRoom {
    private record Place(PlaneId planeId, String gpuType) {}

    private final Map<Place, DeploymentPlan> heads = new HashMap<>();

    void clear() {
        heads.clear();
    }

    /// Called in the order in which deployments are served, after one was.
    void keepFor(DeploymentPlan plan) {
        if (plan.wanted() == 0 || !plan.keepsRoom()) {
            return;
        }
        for (ShapeOption option : plan.facts().spec().options()) {
            FleetPlane plane = option.shape().gpuCount() == 0 ? null : closest(plan, option);
            if (plane != null) {
                heads.putIfAbsent(new Place(plane.id(), option.shape().gpuType()), plan);
                return;
            }
        }
    }

    /// For whom such GPUs are kept there; null = the deployment may take them.
    @Nullable DeploymentPlan keptFrom(DeploymentPlan plan, FleetPlane plane, Shape shape) {
        DeploymentPlan head = heads.get(new Place(plane.id(), shape.gpuType()));
        boolean yields = head != null && head.facts().priority() > plan.facts().priority();
        return yields ? head : null;
    }

    private static @Nullable FleetPlane closest(DeploymentPlan plan, ShapeOption option) {
        Footprint single = singleGpu(plan.footprint(option));
        FleetPlane closest = null;
        int most = 0;
        for (FleetPlane plane : plan.fleet().planes()) {
            if (couldRun(plan, option, plane)) {
                int free = plane.capacity().fits(single);
                if (closest == null || free > most) {
                    closest = plane;
                    most = free;
                }
            }
        }
        return closest;
    }

    private static Footprint singleGpu(Footprint footprint) {
        Shape shape = footprint.shape();
        int gpus = shape.gpuCount();
        Shape single =
                new Shape(
                        shape.cpuMilli() / gpus,
                        shape.memoryMib() / gpus,
                        1,
                        shape.gpuMilli(),
                        shape.gpuType());
        return new Footprint(single, 1, footprint.tolerations());
    }

    private static boolean couldRun(DeploymentPlan plan, ShapeOption option, FleetPlane plane) {
        int most = plan.facts().spec().rules().mostOnOnePlane(plan.target());
        return plane.open()
                && plan.refusal(plane) == null
                && (plane.sharesGpus() || !option.shape().sharesGpu())
                && plane.capacity().nodes().hasNodesFor(option.shape())
                && !plan.isClosed(Cell.of(plane, option))
                && plane.quotas().fits(plan.facts().organization(), plan.footprint(option)) > 0
                && plan.counts().settledOnPlane(plane.id()) < most;
    }
}
