/// Workload planes: which cluster one is, and where its credentials may go. Pure.
@NullMarked
package dev.mcm.atc.core.plane;

import org.jspecify.annotations.NullMarked;
