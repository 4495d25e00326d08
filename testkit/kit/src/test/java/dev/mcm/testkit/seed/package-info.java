@NullMarked
package dev.mcm.testkit.seed;

import org.jspecify.annotations.NullMarked;
