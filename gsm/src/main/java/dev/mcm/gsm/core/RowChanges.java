package dev.mcm.gsm.core;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What to write so that a table's rows become others: nothing for rows that stay as they are.
public record RowChanges<K extends Comparable<K>, R>(
        SortedMap<K, R> upserts, SortedSet<K> deletes) {
    public RowChanges {
        upserts = Collections.unmodifiableSortedMap(new TreeMap<>(upserts));
        deletes = Collections.unmodifiableSortedSet(new TreeSet<>(deletes));
    }

    public static <K extends Comparable<K>, R> RowChanges<K, R> none() {
        return new RowChanges<>(new TreeMap<K, R>(), new TreeSet<K>());
    }

    public static <K extends Comparable<K>, R> RowChanges<K, R> between(
            Map<K, R> before, Map<K, R> after) {
        SortedMap<K, R> upserts = new TreeMap<>();
        after.forEach((key, row) -> {
            if (!row.equals(before.get(key))) {
                upserts.put(key, row);
            }
        });
        SortedSet<K> deletes = new TreeSet<>(before.keySet());
        deletes.removeAll(after.keySet());
        return new RowChanges<>(upserts, deletes);
    }

    /// The rows after these changes.
    public SortedMap<K, R> appliedTo(Map<K, R> rows) {
        SortedMap<K, R> after = new TreeMap<>(rows);
        after.putAll(upserts);
        after.keySet().removeAll(deletes);
        return after;
    }

    public boolean isEmpty() {
        return upserts.isEmpty() && deletes.isEmpty();
    }
}
