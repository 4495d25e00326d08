package dev.mcm.sim.invariant;

import dev.mcm.autoscaler.core.StoredTarget;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.plane.Machine;
import dev.mcm.sim.plane.Pod;
import dev.mcm.sim.world.PlaneLink;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import dev.mcm.state.deployment.WhenFull;
import dev.mcm.state.plane.PlaneState;
import java.util.HashSet;
import java.util.Set;

final class HandOversEnd implements Invariant {
    private final Findings findings;
    private final Set<DeploymentId> broken = new HashSet<>();

    HandOversEnd(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "In the end no replica is left of an earlier revision or where none may be, if there"
                + " is room for others or it may make room itself.";
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
            StoredTarget target = world.rows().target(row.id());
            if (row.active() && target != null && !broken.contains(row.id())) {
                look(world, row, target.desired());
            }
        }
    }

    private void look(World world, StoredRows.DeploymentRow row, int desired) {
        for (PlaneLink link : world.links().values()) {
            StoredRows.PlaneRow plane = world.rows().planes().get(link.id());
            if (plane != null && live(plane)) {
                link.model().pods().stream()
                        .filter(pod -> pod.workload().deploymentId().equals(row.id()))
                        .filter(pod -> pod.state() != Pod.State.ENDING)
                        .filter(pod -> isEarlier(row, plane, pod))
                        .forEach(pod -> look(world, row, plane, pod, desired));
            }
        }
    }

    private static boolean live(StoredRows.PlaneRow plane) {
        return plane.status() != null && plane.status().state() == PlaneState.LIVE;
    }

    private static boolean isEarlier(
            StoredRows.DeploymentRow row, StoredRows.PlaneRow plane, Pod pod) {
        return row.option(StoredRows.Place.of(plane.id(), pod.workload())).isEmpty()
                || plane.draining()
                || !Cells.allows(row.spec().rules(), plane.id(), plane.provider(), plane.region());
    }

    private void look(
            World world,
            StoredRows.DeploymentRow row,
            StoredRows.PlaneRow plane,
            Pod pod,
            int desired) {
        String detail = "%s as %s on %s".formatted(row.id(), pod.workload(), plane.id());
        boolean room =
                world.rows().planes().values().stream()
                        .anyMatch(other ->
                                WhatCanRunRuns.mayTakeOneMore(world, row, other, desired)
                                        && hasRoom(world, row, other));
        if (room) {
            findings.broken(this, "ROOM_UNUSED", detail);
        } else if (row.rollout().whenFull() == WhenFull.REPLACE
                && makesRoom(row, plane, pod)
                && staysInItsShare(world, row, plane, desired)
                && nobodyWaits(world)) {
            findings.broken(this, "NOT_REPLACED", detail);
        }
    }

    private static boolean hasRoom(
            World world, StoredRows.DeploymentRow row, StoredRows.PlaneRow plane) {
        return world.link(plane.id()).model().machines().stream()
                .anyMatch(machine ->
                        row.spec().options().stream()
                                .anyMatch(option -> machine.fits(option.shape())));
    }

    /// What follows it fits where it is, and takes no more than it: what machine it is on the
    /// Scheduler does not know.
    private static boolean makesRoom(
            StoredRows.DeploymentRow row, StoredRows.PlaneRow plane, Pod pod) {
        Machine machine = pod.machine();
        boolean mayStay =
                !plane.cordoned()
                        && !plane.draining()
                        && Cells.allows(
                                row.spec().rules(), plane.id(), plane.provider(), plane.region());
        return mayStay
                && machine != null
                && machine.open()
                && row.spec().options().stream()
                        .map(ShapeOption::shape)
                        .anyMatch(next -> fitsInstead(machine, pod.shape(), next));
    }

    /// Those that are as they should be are few enough there for one more.
    private static boolean staysInItsShare(
            World world, StoredRows.DeploymentRow row, StoredRows.PlaneRow plane, int desired) {
        int here =
                world.rows().placements(row.id()).entrySet().stream()
                        .filter(entry -> entry.getKey().planeId().equals(plane.id()))
                        .filter(entry -> row.option(entry.getKey()).isPresent())
                        .mapToInt(entry -> entry.getValue().replicas())
                        .sum();
        PlacementRules rules = row.spec().rules();
        return here < Math.max(1, desired * rules.maxPlaneSharePercent() / 100)
                && (here == 0 || rules.minPlanes() == 1);
    }

    private static boolean fitsInstead(Machine machine, Shape gone, Shape next) {
        return next.gpuCount() <= gone.gpuCount()
                && next.cpuMilli() <= gone.cpuMilli()
                && next.memoryMib() <= gone.memoryMib()
                && next.cpuMilli() <= machine.freeCpuMilli() + gone.cpuMilli()
                && next.memoryMib() <= machine.freeMemoryMib() + gone.memoryMib()
                && (next.gpuCount() == 0
                        || (next.gpuType().equals(machine.spec().gpuType())
                                && next.gpuCount() <= machine.freeGpus() + gone.gpuCount()));
    }

    /// Others might take the room that it makes.
    private static boolean nobodyWaits(World world) {
        return world.rows().deployments().values().stream()
                .filter(StoredRows.DeploymentRow::active)
                .allMatch(row -> {
                    StoredTarget target = world.rows().target(row.id());
                    return target == null || world.serving(row.id()) >= target.desired();
                });
    }
}
