/// A real Kafka broker (KRaft, combined mode), in this JVM or in its own process.
@NullMarked
package dev.mcm.testkit.kafka;

import org.jspecify.annotations.NullMarked;
