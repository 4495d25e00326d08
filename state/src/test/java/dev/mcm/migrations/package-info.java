/// The migration job on a real server. Here and not in its own module, because the test server
/// needs that module.
@NullMarked
package dev.mcm.migrations;

import org.jspecify.annotations.NullMarked;
