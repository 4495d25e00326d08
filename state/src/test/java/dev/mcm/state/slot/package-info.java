@NullMarked
package dev.mcm.state.slot;

import org.jspecify.annotations.NullMarked;
