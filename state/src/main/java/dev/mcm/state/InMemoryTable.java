package dev.mcm.state;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rows in key order, for the in-memory stores. Guarded by the lock of [InMemoryTransactions].
public final class InMemoryTable<K, V> {
    private final TreeMap<K, V> rows;

    public InMemoryTable(Comparator<? super K> order) {
        this.rows = new TreeMap<>(order);
    }

    public Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    public List<V> all() {
        return List.copyOf(rows.values());
    }

    /// Inserts or replaces.
    public void put(Tx tx, K key, V row) {
        tx.requireWritable();
        undoTo(tx, key, rows.put(key, row));
    }

    /// @return whether there was one
    public boolean remove(Tx tx, K key) {
        tx.requireWritable();
        V before = rows.remove(key);
        undoTo(tx, key, before);
        return before != null;
    }

    private void undoTo(Tx tx, K key, @Nullable V before) {
        tx.onRollback(() -> {
            if (before == null) {
                rows.remove(key);
            } else {
                rows.put(key, before);
            }
        });
    }
}
