/// Set-based SQL on a transaction: one array per column instead of one statement per row. For the
/// stores of this module, and for statements over several tables that belong to one service.
@NullMarked
package dev.mcm.state.sql;

import org.jspecify.annotations.NullMarked;
