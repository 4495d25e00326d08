@NullMarked
package dev.mcm.state.instancetype;

import org.jspecify.annotations.NullMarked;
