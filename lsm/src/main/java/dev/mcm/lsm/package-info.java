/// LSM: tells Kafka what is on one workload plane. Speaks to nothing but that plane and Kafka.
@NullMarked
package dev.mcm.lsm;

import org.jspecify.annotations.NullMarked;
