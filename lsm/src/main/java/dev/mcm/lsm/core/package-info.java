/// Pure rules of LSM: versions of records, what is new to publish, traffic over an interval.
@NullMarked
package dev.mcm.lsm.core;

import org.jspecify.annotations.NullMarked;
