/// The broker, as far as the tail does not hide it.
@NullMarked
package dev.mcm.gsm.adapter.kafka;

import org.jspecify.annotations.NullMarked;
