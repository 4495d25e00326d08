/// The change source: Debezium, embedded.
@NullMarked
package dev.mcm.gns.adapter.debezium;

import org.jspecify.annotations.NullMarked;
