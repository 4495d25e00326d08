/// W3C trace context through gRPC, Kafka and the log.
@NullMarked
package dev.mcm.shared.trace;

import org.jspecify.annotations.NullMarked;
