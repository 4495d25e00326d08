package dev.mcm.atc.port;

import dev.mcm.atc.core.watch.Owner;
import dev.mcm.shared.table.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of the control database has changed.
///
/// @param key values of the primary key, in key order
/// @param owner whose it is, of a deployment that was written; null of others and of deletions
/// @param deleted whether the row is gone
public record RowChange(Table table, List<String> key, @Nullable Owner owner, boolean deleted) {
    public RowChange {
        key = List.copyOf(key);
    }

    /// A change of which no more is known.
    public RowChange(Table table, List<String> key) {
        this(table, key, null, false);
    }
}
