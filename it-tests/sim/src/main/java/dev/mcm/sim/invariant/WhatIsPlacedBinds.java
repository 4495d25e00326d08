package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.plane.Pod;
import dev.mcm.sim.world.PlaneLink;
import dev.mcm.sim.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whichever machines the plane's own binder chooses. On what machine a replica is the Scheduler
/// does not know: the room of one that gives way on a closed machine is none for its successor.
final class WhatIsPlacedBinds implements Invariant {
    /// From a machine's failure until the Scheduler has heard of it, at the latest.
    private static final Duration KNOWN_AFTER = Duration.ofSeconds(100);

    /// From when a plane is heard again until its rows are right, at the latest.
    private static final Duration READ_AFTER = Duration.ofSeconds(10);

    private static final Instant LONG_AGO = ManualTime.START.minus(KNOWN_AFTER);

    private final Findings findings;
    private final Map<PlaneId, Instant> shrunkAt = new HashMap<>();
    private final Set<Room> made = new HashSet<>();

    /// Made by one replica for its successor.
    private record Room(DeploymentId deployment, PlaneId plane) {}

    WhatIsPlacedBinds(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "What is placed when all machines that are closed are known to be finds a machine,"
                + " unless one that waits in vain takes it.";
    }

    @Override
    public void onInput(World world, Input input) {
        switch (input) {
            case Input.MachineDown(PlaneId plane, _, boolean down) when down ->
                    shrunkAt.put(plane, world.now());
            case Input.MachineCordoned(PlaneId plane, _, boolean cordoned) when cordoned ->
                    shrunkAt.put(plane, world.now());
            case Input.PlaneGone(PlaneId plane, boolean dead) when dead ->
                    shrunkAt.put(plane, world.now());
            default -> {}
        }
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        Cells cells = new Cells(world.rows(), snapshot, plan);
        for (DeploymentFacts facts : cells.changed()) {
            List<Cells.Cell> all = cells.of(facts);
            for (Cells.Cell cell : all) {
                PlaneId plane = cell.place().planeId();
                boolean gives = cell.lost() > 0 && !cells.home(facts, cell);
                if (gives && all.stream().anyMatch(other -> grows(other, plane))) {
                    made.add(new Room(facts.id(), plane));
                }
            }
        }
    }

    private static boolean grows(Cells.Cell cell, PlaneId plane) {
        return cell.place().planeId().equals(plane) && cell.has() > cell.had();
    }

    @Override
    public void atEnd(World world) {
        for (PlaneLink link : world.links().values()) {
            Instant known = known(world, link);
            for (Pod pod : link.model().pods()) {
                if (pod.state() == Pod.State.UNBOUND
                        && pod.createdAt().isAfter(known)
                        && link.model().pods().stream()
                                .noneMatch(other -> other.wasTakenBefore(pod))
                        && !isRoomOnClosedMachine(link, pod)) {
                    findings.broken(
                            this,
                            link.model().packs() ? "PACKED" : "SPREAD",
                            "%s on %s".formatted(pod.workload(), link.id()));
                }
            }
        }
    }

    private boolean isRoomOnClosedMachine(PlaneLink link, Pod pod) {
        return made.contains(new Room(pod.workload().deploymentId(), link.id()))
                && link.model().machines().stream()
                        .anyMatch(machine -> !machine.open() && machine.spec().holds(pod.shape()));
    }

    /// Since when the Scheduler knows what has closed there.
    private Instant known(World world, PlaneLink link) {
        Instant listens = world.gsmListensSince();
        Instant again = link.heardAgainAt();
        Instant contact = again != null && again.isAfter(listens) ? again : listens;
        boolean broke = contact.isAfter(ManualTime.START);
        Instant read = broke ? contact.plus(READ_AFTER) : LONG_AGO;
        Instant closed = shrunkAt.getOrDefault(link.id(), LONG_AGO).plus(KNOWN_AFTER);
        return closed.isAfter(read) ? closed : read;
    }
}
