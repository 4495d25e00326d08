@NullMarked
package dev.mcm.state.request;

import org.jspecify.annotations.NullMarked;
