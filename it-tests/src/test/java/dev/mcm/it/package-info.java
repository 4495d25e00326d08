/// The whole suite, tested from outside: real Postgres, Kafka and Debezium, services as processes,
/// simulated planes.
@NullMarked
package dev.mcm.it;

import org.jspecify.annotations.NullMarked;
