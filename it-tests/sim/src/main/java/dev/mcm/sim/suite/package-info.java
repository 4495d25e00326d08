/// Runs seeds, shrinks those that fail, and knows the faults that are known.
@NullMarked
package dev.mcm.sim.suite;

import org.jspecify.annotations.NullMarked;
