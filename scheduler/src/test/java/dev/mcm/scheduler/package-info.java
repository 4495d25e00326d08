@NullMarked
package dev.mcm.scheduler;

import org.jspecify.annotations.NullMarked;
