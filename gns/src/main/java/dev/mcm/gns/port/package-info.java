/// What the loop needs of Postgres, of the change source and of Kafka.
@NullMarked
package dev.mcm.gns.port;

import org.jspecify.annotations.NullMarked;
