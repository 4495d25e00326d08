@NullMarked
package dev.mcm.sim.plane;

import org.jspecify.annotations.NullMarked;
