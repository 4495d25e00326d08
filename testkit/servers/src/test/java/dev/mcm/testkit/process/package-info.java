@NullMarked
package dev.mcm.testkit.process;

import org.jspecify.annotations.NullMarked;
