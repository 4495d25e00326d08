/// Takes a slot from observed to streaming, keeps it there, and carries its transactions to the
/// log.
@NullMarked
package dev.mcm.gns.loop;

import org.jspecify.annotations.NullMarked;
