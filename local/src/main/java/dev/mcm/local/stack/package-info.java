/// The whole suite on this machine: Postgres, Kafka, planes, and every service as a process of its
/// own.
@NullMarked
package dev.mcm.local.stack;

import org.jspecify.annotations.NullMarked;
