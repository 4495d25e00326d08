/// Where tests get their Postgres and Kafka from: one switch for all test classes.
@NullMarked
package dev.mcm.testkit.server;

import org.jspecify.annotations.NullMarked;
