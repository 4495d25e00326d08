package dev.mcm.sim.invariant;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.plane.Pod;
import dev.mcm.sim.world.PlaneLink;
import dev.mcm.sim.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Whichever machines the plane's own binder chooses.
final class WhatIsPlacedBinds implements Invariant {
    /// From a machine's failure until the Scheduler has heard of it, at the latest.
    private static final Duration KNOWN_AFTER = Duration.ofSeconds(100);

    private static final Instant LONG_AGO = ManualTime.START.minus(KNOWN_AFTER);

    private final Findings findings;
    private final Map<PlaneId, Instant> shrunkAt = new HashMap<>();

    WhatIsPlacedBinds(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "What is placed when all machines that are closed are known to be finds a machine.";
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
    public void atEnd(World world) {
        for (PlaneLink link : world.links().values()) {
            for (Pod pod : link.model().pods()) {
                Instant known = shrunkAt.getOrDefault(link.id(), LONG_AGO).plus(KNOWN_AFTER);
                if (pod.state() == Pod.State.UNBOUND && pod.createdAt().isAfter(known)) {
                    findings.broken(
                            this,
                            link.model().packs() ? "PACKED" : "SPREAD",
                            "%s on %s".formatted(pod.workload(), link.id()));
                }
            }
        }
    }
}
