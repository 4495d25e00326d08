@NullMarked
package dev.mcm.state.view;

import org.jspecify.annotations.NullMarked;
