/// What an API server does around a write: defaults, validation, generation, status split,
/// deletion.
@NullMarked
package dev.mcm.testkit.plane.registry;

import org.jspecify.annotations.NullMarked;
