/// A clock a test moves by hand, and the scheduler seam that lets it drive a simulation.
@NullMarked
package dev.mcm.testkit.time;

import org.jspecify.annotations.NullMarked;
