/// Who calls, and what callers may do.
@NullMarked
package dev.mcm.shared.access;

import org.jspecify.annotations.NullMarked;
