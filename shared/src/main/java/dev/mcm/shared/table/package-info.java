/// The tables of the control database.
@NullMarked
package dev.mcm.shared.table;

import org.jspecify.annotations.NullMarked;
