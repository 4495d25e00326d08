@NullMarked
package dev.mcm.testkit.plane.store;

import org.jspecify.annotations.NullMarked;
