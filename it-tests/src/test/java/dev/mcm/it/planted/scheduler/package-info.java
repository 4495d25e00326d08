/// Violations that prove that the rules of [dev.mcm.it.walls.Walls] can fail.
@NullMarked
package dev.mcm.it.planted.scheduler;

import org.jspecify.annotations.NullMarked;
