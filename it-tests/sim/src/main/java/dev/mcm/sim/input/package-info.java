/// What happens to the world in a scenario, drawn from a seed.
@NullMarked
package dev.mcm.sim.input;

import org.jspecify.annotations.NullMarked;
