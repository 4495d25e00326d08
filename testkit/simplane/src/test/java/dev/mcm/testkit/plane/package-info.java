@NullMarked
package dev.mcm.testkit.plane;

import org.jspecify.annotations.NullMarked;
