/// The loops: take records in, roll up, judge liveness.
@NullMarked
package dev.mcm.gsm.loop;

import org.jspecify.annotations.NullMarked;
