@NullMarked
package dev.mcm.atctl;

import org.jspecify.annotations.NullMarked;
