/// A real Postgres server, run from unpacked binaries without Docker.
@NullMarked
package dev.mcm.testkit.postgres;

import org.jspecify.annotations.NullMarked;
