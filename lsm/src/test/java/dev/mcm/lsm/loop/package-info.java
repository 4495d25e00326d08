@NullMarked
package dev.mcm.lsm.loop;

import org.jspecify.annotations.NullMarked;
