@NullMarked
package dev.mcm.testkit.plane.apply;

import org.jspecify.annotations.NullMarked;
