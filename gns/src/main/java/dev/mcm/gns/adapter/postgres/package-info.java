/// Slots, publication, registry and snapshot, by plain JDBC.
@NullMarked
package dev.mcm.gns.adapter.postgres;

import org.jspecify.annotations.NullMarked;
