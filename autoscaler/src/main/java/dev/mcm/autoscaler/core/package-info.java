/// The desired scale of a deployment from its traffic on all planes: pure functions. No I/O, no
/// clock, no logging. Times are whole seconds since the epoch, by the control plane's clock.
@NullMarked
package dev.mcm.autoscaler.core;

import org.jspecify.annotations.NullMarked;
