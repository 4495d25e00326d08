/// The tables of the control database, and the changes of their rows as GNS publishes them.
@NullMarked
package dev.mcm.shared.table;

import org.jspecify.annotations.NullMarked;
