/// Logging set-up and logging once per change of state.
@NullMarked
package dev.mcm.shared.log;

import org.jspecify.annotations.NullMarked;
