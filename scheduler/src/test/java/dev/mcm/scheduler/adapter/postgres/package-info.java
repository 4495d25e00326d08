@NullMarked
package dev.mcm.scheduler.adapter.postgres;

import org.jspecify.annotations.NullMarked;
