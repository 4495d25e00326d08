@NullMarked
package dev.mcm.autoscaler.adapter.kafka;

import org.jspecify.annotations.NullMarked;
