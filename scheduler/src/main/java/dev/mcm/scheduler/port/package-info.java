/// What the Scheduler's loop needs of the world.
@NullMarked
package dev.mcm.scheduler.port;

import org.jspecify.annotations.NullMarked;
