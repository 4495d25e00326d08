/// Reads and writes across tables that only ATC needs.
@NullMarked
package dev.mcm.atc.adapter.postgres;

import org.jspecify.annotations.NullMarked;
