@NullMarked
package dev.mcm.testkit.time;

import org.jspecify.annotations.NullMarked;
