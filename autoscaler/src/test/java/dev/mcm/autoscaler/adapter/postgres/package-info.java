@NullMarked
package dev.mcm.autoscaler.adapter.postgres;

import org.jspecify.annotations.NullMarked;
