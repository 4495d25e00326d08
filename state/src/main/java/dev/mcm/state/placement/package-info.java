/// Which planes run how many replicas, and why. Writer: Scheduler.
@NullMarked
package dev.mcm.state.placement;

import org.jspecify.annotations.NullMarked;
