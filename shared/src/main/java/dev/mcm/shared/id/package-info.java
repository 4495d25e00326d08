/// Identifiers: one-field records, validated when built.
@NullMarked
package dev.mcm.shared.id;

import org.jspecify.annotations.NullMarked;
