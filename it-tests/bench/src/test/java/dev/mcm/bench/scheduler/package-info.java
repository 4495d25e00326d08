@NullMarked
package dev.mcm.bench.scheduler;

import org.jspecify.annotations.NullMarked;
