@NullMarked
package dev.mcm.sim.suite;

import org.jspecify.annotations.NullMarked;
