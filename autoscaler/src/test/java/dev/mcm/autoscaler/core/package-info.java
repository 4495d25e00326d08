@NullMarked
package dev.mcm.autoscaler.core;

import org.jspecify.annotations.NullMarked;
