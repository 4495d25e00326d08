package dev.mcm.sim.invariant;

import dev.mcm.autoscaler.core.StoredTarget;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.plane.Pod;
import dev.mcm.sim.world.PlaneLink;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import dev.mcm.state.plane.PlaneState;
import java.util.HashSet;
import java.util.Set;

final class WhatCanRunRuns implements Invariant {
    private final Findings findings;
    private final Set<DeploymentId> broken = new HashSet<>();

    WhatCanRunRuns(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "In the end the scale meets the load, and every replica runs that some plane has"
                + " room for.";
    }

    @Override
    public void onInput(World world, Input input) {
        if (input instanceof Input.ImageBroken(DeploymentId deployment, boolean isBroken)) {
            if (isBroken) {
                broken.add(deployment);
            } else {
                broken.remove(deployment);
            }
        }
    }

    @Override
    public void atEnd(World world) {
        for (StoredRows.DeploymentRow row : world.rows().deployments().values()) {
            if (row.active() && !broken.contains(row.id())) {
                look(world, row);
            }
        }
    }

    private void look(World world, StoredRows.DeploymentRow row) {
        StoredTarget target = world.rows().target(row.id());
        if (target == null) {
            findings.broken(this, "NO_SCALE", row.id().value());
            return;
        }
        int serving = world.serving(row.id());
        if (serving >= target.desired()) {
            int needed = ScaleCarriesTheLoad.needed(row.autoscaling(), world.load(row.id()));
            if (target.desired() < needed) {
                findings.broken(
                        this,
                        "SCALE_TOO_LOW",
                        "%s: %s, needed %d".formatted(row.id(), target, needed));
            }
            return;
        }
        for (StoredRows.PlaneRow plane : world.rows().planes().values()) {
            if (mayTakeOneMore(world, row, plane, target.desired())) {
                room(world, row, plane, target.desired() - serving);
            }
        }
    }

    static boolean mayTakeOneMore(
            World world, StoredRows.DeploymentRow row, StoredRows.PlaneRow plane, int desired) {
        PlacementRules rules = row.spec().rules();
        boolean open =
                plane.status() != null
                        && plane.status().state() == PlaneState.LIVE
                        && !plane.cordoned()
                        && !plane.draining();
        int here =
                world.rows().placements(row.id()).entrySet().stream()
                        .filter(entry -> entry.getKey().planeId().equals(plane.id()))
                        .mapToInt(entry -> entry.getValue().replicas())
                        .sum();
        int most = Math.max(1, desired * rules.maxPlaneSharePercent() / 100);
        return open
                && Cells.allows(rules, plane.id(), plane.provider(), plane.region())
                && here < most
                && (here == 0 || rules.minPlanes() == 1);
    }

    private void room(
            World world, StoredRows.DeploymentRow row, StoredRows.PlaneRow plane, int missing) {
        PlaneLink link = world.link(plane.id());
        for (ShapeOption option : row.spec().options()) {
            boolean fits =
                    link.model().machines().stream()
                            .anyMatch(machine -> machine.fits(option.shape()));
            if (fits) {
                findings.broken(
                        this,
                        cause(world, row, link, option.shape()),
                        "%s: %d replicas do not run, %s has room for one as %s; placed %s"
                                .formatted(
                                        row.id(),
                                        missing,
                                        plane.id(),
                                        option.instanceType(),
                                        world.rows().placements(row.id())));
                return;
            }
        }
    }

    private static String cause(
            World world, StoredRows.DeploymentRow row, PlaneLink link, Shape shape) {
        StoredTarget target = world.rows().target(row.id());
        if (target != null && world.rows().placed(row.id()) >= target.desired()) {
            return "PLACED_IS_NOT_RUNNING";
        }
        boolean waiting =
                link.model().pods().stream()
                        .anyMatch(pod ->
                                pod.state() == Pod.State.UNBOUND
                                        && pod.shape().gpuType().equals(shape.gpuType()));
        return waiting ? "ONE_WAITS_ALL_WAIT" : "ROOM_UNUSED";
    }
}
