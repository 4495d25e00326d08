@NullMarked
package dev.mcm.migrations;

import org.jspecify.annotations.NullMarked;
