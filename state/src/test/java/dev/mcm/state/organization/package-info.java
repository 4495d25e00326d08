@NullMarked
package dev.mcm.state.organization;

import org.jspecify.annotations.NullMarked;
