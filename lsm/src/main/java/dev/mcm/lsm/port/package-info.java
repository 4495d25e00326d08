/// What the loops need of the plane and of Kafka.
@NullMarked
package dev.mcm.lsm.port;

import org.jspecify.annotations.NullMarked;
