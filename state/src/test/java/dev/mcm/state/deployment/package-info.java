@NullMarked
package dev.mcm.state.deployment;

import org.jspecify.annotations.NullMarked;
