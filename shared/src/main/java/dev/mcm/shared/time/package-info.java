/// The only place that reads the clock, waits or makes randomness.
@NullMarked
package dev.mcm.shared.time;

import org.jspecify.annotations.NullMarked;
