/// What must hold, one class per sentence.
@NullMarked
package dev.mcm.sim.invariant;

import org.jspecify.annotations.NullMarked;
