@NullMarked
package dev.mcm.testkit.helm;

import org.jspecify.annotations.NullMarked;
