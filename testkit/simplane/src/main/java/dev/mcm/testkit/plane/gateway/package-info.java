/// The plane's request gateway: routing table, queue, replicas, metrics.
@NullMarked
package dev.mcm.testkit.plane.gateway;

import org.jspecify.annotations.NullMarked;
