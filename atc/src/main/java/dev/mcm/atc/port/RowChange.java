package dev.mcm.atc.port;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import java.util.List;

/// A row of the control database has changed.
///
/// @param key values of the primary key, in key order
public record RowChange(String table, List<String> key, Epoch epoch, Lsn position) {
    public RowChange {
        key = List.copyOf(key);
    }
}
