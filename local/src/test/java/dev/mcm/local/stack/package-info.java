@NullMarked
package dev.mcm.local.stack;

import org.jspecify.annotations.NullMarked;
