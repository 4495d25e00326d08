/// The log: Kafka topics written in Kafka transactions.
@NullMarked
package dev.mcm.gns.adapter.kafka;

import org.jspecify.annotations.NullMarked;
