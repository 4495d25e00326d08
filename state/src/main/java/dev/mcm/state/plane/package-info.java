/// Workload planes: what operators say (ATC), what the Scheduler thinks, what ATC and GSM see of
/// them.
@NullMarked
package dev.mcm.state.plane;

import org.jspecify.annotations.NullMarked;
