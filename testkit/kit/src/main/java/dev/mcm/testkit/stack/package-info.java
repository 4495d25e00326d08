/// Services on real servers, for integration tests.
@NullMarked
package dev.mcm.testkit.stack;

import org.jspecify.annotations.NullMarked;
