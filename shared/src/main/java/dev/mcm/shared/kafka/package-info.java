/// Kafka clients, topics and tailing.
@NullMarked
package dev.mcm.shared.kafka;

import org.jspecify.annotations.NullMarked;
