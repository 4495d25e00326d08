@NullMarked
package dev.mcm.state.push;

import org.jspecify.annotations.NullMarked;
