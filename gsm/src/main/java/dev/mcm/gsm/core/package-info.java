/// Pure rules of GSM: the model of a plane, its snapshots, the roll-ups and liveness. No I/O, clock
/// or logging.
@NullMarked
package dev.mcm.gsm.core;

import org.jspecify.annotations.NullMarked;
