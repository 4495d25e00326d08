@NullMarked
package dev.mcm.shared.change;

import org.jspecify.annotations.NullMarked;
