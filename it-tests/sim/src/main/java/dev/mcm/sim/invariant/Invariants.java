package dev.mcm.sim.invariant;

import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.world.Watcher;
import dev.mcm.sim.world.World;
import java.util.List;

/// All invariants, on one run.
public final class Invariants implements Watcher {
    private final List<Invariant> all;

    public Invariants(Findings findings) {
        this.all =
                List.of(
                        new MachinesAreNotOverfull(findings),
                        new RulesAreKept(findings),
                        new LostNeedsTwoWitnesses(findings),
                        new NothingMovesWithoutReason(findings),
                        new NothingMovesBackAndForth(findings),
                        new ReadyReplicasStay(findings),
                        new HandOversEnd(findings),
                        new SlotsAreHeld(findings),
                        new DrainsEnd(findings),
                        new ScaleKeepsItsLimits(findings),
                        new ScaleCarriesTheLoad(findings),
                        new WhatCanRunRuns(findings),
                        new WhatIsPlacedBinds(findings),
                        new PlanesRunWhatIsPlaced(findings));
    }

    public List<Invariant> all() {
        return all;
    }

    @Override
    public void onInput(World world, Input input) {
        all.forEach(invariant -> invariant.onInput(world, input));
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        all.forEach(invariant -> invariant.onPlan(world, snapshot, plan));
    }

    @Override
    public void onTargets(World world, List<TargetChange> changes) {
        all.forEach(invariant -> invariant.onTargets(world, changes));
    }

    @Override
    public void afterEvent(World world) {
        all.forEach(invariant -> invariant.afterEvent(world));
    }

    @Override
    public void atEnd(World world) {
        all.forEach(invariant -> invariant.atEnd(world));
    }
}
