package dev.mcm.shared.feed;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.table.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change of a row, or a row as a new generation of the slot found it.
///
/// @param key values of [Table#key], as text; several rows share them once a later release has made
///   the table's key longer
/// @param deleted whether no row of this key is left; false where that is not known, since the key
///   has become longer
/// @param after columns of the row as text, bytes left out; empty when it is gone
public record RowEvent(
        Table table,
        List<String> key,
        boolean deleted,
        Position position,
        Map<String, String> after) {
    /// Where a change stands among all changes: after those that compare as smaller.
    ///
    /// @param epoch generation of the slot
    /// @param end end of the transaction
    /// @param index within the transaction
    public record Position(Epoch epoch, Lsn end, int index) implements Comparable<Position> {
        private static final Comparator<Position> ORDER =
                Comparator.comparing(Position::epoch)
                        .thenComparing(Position::end)
                        .thenComparingInt(Position::index);

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }
    }

    public RowEvent {
        key = List.copyOf(key);
        after = Map.copyOf(after);
    }

    /// A column of the row as it is now; empty when it is null, bytes, or the row is gone.
    public Optional<String> after(String column) {
        return Optional.ofNullable(after.get(column));
    }
}
