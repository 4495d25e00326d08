@NullMarked
package dev.mcm.state.plane;

import org.jspecify.annotations.NullMarked;
