@NullMarked
package dev.mcm.bench;

import org.jspecify.annotations.NullMarked;
