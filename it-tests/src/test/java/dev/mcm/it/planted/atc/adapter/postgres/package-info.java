/// Violations of the walls.
@NullMarked
package dev.mcm.it.planted.atc.adapter.postgres;

import org.jspecify.annotations.NullMarked;
