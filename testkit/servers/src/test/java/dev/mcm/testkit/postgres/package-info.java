@NullMarked
package dev.mcm.testkit.postgres;

import org.jspecify.annotations.NullMarked;
