@NullMarked
package dev.mcm.lsm.adapter.kafka;

import org.jspecify.annotations.NullMarked;
