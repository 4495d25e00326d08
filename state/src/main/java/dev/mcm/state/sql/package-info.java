/// Set-based SQL for the stores of this module: one array per column instead of one statement per row.
@NullMarked
package dev.mcm.state.sql;

import org.jspecify.annotations.NullMarked;
