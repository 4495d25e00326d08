/// Training runs: what a program's start loads, kept as a cache for its later starts.
@NullMarked
package dev.mcm.local.train;

import org.jspecify.annotations.NullMarked;
