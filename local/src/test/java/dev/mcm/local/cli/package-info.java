@NullMarked
package dev.mcm.local.cli;

import org.jspecify.annotations.NullMarked;
