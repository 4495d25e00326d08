@NullMarked
package dev.mcm.lsm.core;

import org.jspecify.annotations.NullMarked;
