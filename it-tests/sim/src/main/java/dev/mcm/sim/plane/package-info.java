/// A small model of a workload plane: machines, pods, binders.
@NullMarked
package dev.mcm.sim.plane;

import org.jspecify.annotations.NullMarked;
