/// Versioned objects of a plane: immutable trees, sorted snapshots, an event log per resource.
@NullMarked
package dev.mcm.testkit.plane.store;

import org.jspecify.annotations.NullMarked;
