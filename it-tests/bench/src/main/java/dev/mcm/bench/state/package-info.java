/// Reads and writes through the module `state`, beside plain JDBC.
@NullMarked
package dev.mcm.bench.state;

import org.jspecify.annotations.NullMarked;
