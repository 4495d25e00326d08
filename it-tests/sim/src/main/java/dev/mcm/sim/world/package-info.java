/// The system on one clock: rows, deciders, and what stands between them and the planes.
@NullMarked
package dev.mcm.sim.world;

import org.jspecify.annotations.NullMarked;
