/// Named threads that repeat a piece of work, on time or when woken.
@NullMarked
package dev.mcm.shared.loop;

import org.jspecify.annotations.NullMarked;
