/// How fast the running suite puts right what changes, with all parts on this machine.
@NullMarked
package dev.mcm.bench.loop;

import org.jspecify.annotations.NullMarked;
