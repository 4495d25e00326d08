@NullMarked
package dev.mcm.state.lease;

import org.jspecify.annotations.NullMarked;
