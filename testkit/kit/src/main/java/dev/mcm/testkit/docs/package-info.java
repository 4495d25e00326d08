/// Generated reference pages: a test of each service holds its own.
@NullMarked
package dev.mcm.testkit.docs;

import org.jspecify.annotations.NullMarked;
