@NullMarked
package dev.mcm.state.placement;

import org.jspecify.annotations.NullMarked;
