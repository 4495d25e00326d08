/// What GNS and the planes publish, typed: the one place where MCM's services decode what they read
/// from Kafka.
@NullMarked
package dev.mcm.shared.feed;

import org.jspecify.annotations.NullMarked;
