/// How fast a service starts and how little it needs when idle.
@NullMarked
package dev.mcm.bench.startup;

import org.jspecify.annotations.NullMarked;
