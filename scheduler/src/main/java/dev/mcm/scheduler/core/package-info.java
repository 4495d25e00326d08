/// Which planes run how many replicas, and what each plane's state is: pure functions of a
/// snapshot. No I/O, no clock, no logging; the same input gives the same plan whatever the order of
/// its lists.
@NullMarked
package dev.mcm.scheduler.core;

import org.jspecify.annotations.NullMarked;
