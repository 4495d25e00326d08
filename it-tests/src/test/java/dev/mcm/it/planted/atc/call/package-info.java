/// Violations of the walls.
@NullMarked
package dev.mcm.it.planted.atc.call;

import org.jspecify.annotations.NullMarked;
