/// GNS, the global notifier service: owns the logical replication slot and publishes every
/// committed row change to Kafka.
@NullMarked
package dev.mcm.gns;

import org.jspecify.annotations.NullMarked;
