@NullMarked
package dev.mcm.autoscaler;

import org.jspecify.annotations.NullMarked;
