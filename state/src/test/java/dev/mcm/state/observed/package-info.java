@NullMarked
package dev.mcm.state.observed;

import org.jspecify.annotations.NullMarked;
