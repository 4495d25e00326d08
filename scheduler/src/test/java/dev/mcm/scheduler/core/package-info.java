@NullMarked
package dev.mcm.scheduler.core;

import org.jspecify.annotations.NullMarked;
