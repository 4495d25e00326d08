/// Violations that prove that the rules of [dev.mcm.it.walls.Walls] can fail.
@NullMarked
package dev.mcm.it.planted.atc;

import org.jspecify.annotations.NullMarked;
