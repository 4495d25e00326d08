/// `bench plane`: the simulated plane's API beside a real API server.
@NullMarked
package dev.mcm.bench.plane;

import org.jspecify.annotations.NullMarked;
