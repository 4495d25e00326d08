@NullMarked
package dev.mcm.state.model;

import org.jspecify.annotations.NullMarked;
