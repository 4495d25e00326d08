/// Brings both databases to the newest schema: as a library for tests and the local stack, and as
/// the job that runs before the services.
@NullMarked
package dev.mcm.migrations;

import org.jspecify.annotations.NullMarked;
