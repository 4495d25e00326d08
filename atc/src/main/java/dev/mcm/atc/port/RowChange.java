package dev.mcm.atc.port;

import dev.mcm.atc.core.watch.Owner;
import dev.mcm.shared.table.Table;
import java.util.List;
import java.util.Optional;

/// A row of the control database has changed.
///
/// @param key values of the primary key, in key order
/// @param owner whose it is, of a deployment that was written; empty of others and of deletions
/// @param deleted whether the row is gone
public record RowChange(Table table, List<String> key, Optional<Owner> owner, boolean deleted) {
    public RowChange {
        key = List.copyOf(key);
    }

    /// A change of which no more is known.
    public RowChange(Table table, List<String> key) {
        this(table, key, Optional.empty(), false);
    }
}
