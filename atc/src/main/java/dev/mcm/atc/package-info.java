/// ATC: the API, and the pusher that applies decisions to the workload planes.
@NullMarked
package dev.mcm.atc;

import org.jspecify.annotations.NullMarked;
