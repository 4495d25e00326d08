/// How fast the Scheduler decides: rows in Postgres in, rows out.
@NullMarked
package dev.mcm.bench.scheduler;

import org.jspecify.annotations.NullMarked;
