/// Violations of the walls.
@NullMarked
package dev.mcm.it.planted.atc.adapter.grpc;

import org.jspecify.annotations.NullMarked;
