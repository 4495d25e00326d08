/// What every benchmark shares: settings, rounds, the table and the last line.
@NullMarked
package dev.mcm.bench;

import org.jspecify.annotations.NullMarked;
