/// Desired scale of each deployment (and the checkpoints it comes from). Writer: Autoscaler.
@NullMarked
package dev.mcm.state.scale;

import org.jspecify.annotations.NullMarked;
