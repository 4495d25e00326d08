/// Stands for the module that knows the tables.
@NullMarked
package dev.mcm.it.planted.state;

import org.jspecify.annotations.NullMarked;
