package dev.mcm.sim.invariant;

import dev.mcm.sim.world.Watcher;

/// Something that must hold at every moment, or at the end. One instance watches one run.
public interface Invariant extends Watcher {
    /// What must hold.
    String sentence();
}
