/// Hashes that are part of MCM's contracts.
@NullMarked
package dev.mcm.shared.hash;

import org.jspecify.annotations.NullMarked;
