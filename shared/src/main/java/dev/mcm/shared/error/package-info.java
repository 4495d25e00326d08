/// What can go wrong, as typed exceptions with a stable code.
@NullMarked
package dev.mcm.shared.error;

import org.jspecify.annotations.NullMarked;
