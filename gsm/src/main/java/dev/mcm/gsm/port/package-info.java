/// What the loops need of the databases and of Kafka.
@NullMarked
package dev.mcm.gsm.port;

import org.jspecify.annotations.NullMarked;
