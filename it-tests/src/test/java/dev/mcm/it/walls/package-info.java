/// The walls between the rooms of the code, as rules over its class files and sources.
@NullMarked
package dev.mcm.it.walls;

import org.jspecify.annotations.NullMarked;
