@NullMarked
package dev.mcm.state.scale;

import org.jspecify.annotations.NullMarked;
