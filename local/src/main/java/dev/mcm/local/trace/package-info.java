/// Readers of the public traces (see the data folder's README): nodes, tasks, inference services,
/// request arrivals.
@NullMarked
package dev.mcm.local.trace;

import org.jspecify.annotations.NullMarked;
