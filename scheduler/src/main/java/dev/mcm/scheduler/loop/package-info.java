/// Drives the core: read, decide, write.
@NullMarked
package dev.mcm.scheduler.loop;

import org.jspecify.annotations.NullMarked;
