/// Generated reference pages.
@NullMarked
package dev.mcm.shared.docs;

import org.jspecify.annotations.NullMarked;
