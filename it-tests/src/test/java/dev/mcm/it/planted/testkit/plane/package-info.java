/// Violations that prove that the rules of [dev.mcm.it.walls.Walls] can fail.
@NullMarked
package dev.mcm.it.planted.testkit.plane;

import org.jspecify.annotations.NullMarked;
