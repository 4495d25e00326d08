@NullMarked
package dev.mcm.gsm.adapter.kafka;

import org.jspecify.annotations.NullMarked;
