package dev.mcm.gsm.core;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// How often a table's rows may change: the first change of a row that has rested is due at once,
/// the next after an interval. Not thread-safe.
public final class RowPace<K extends Comparable<K>> {
    private final Duration interval;
    private final Map<K, Instant> written = new HashMap<>();

    public RowPace(Duration interval) {
        this.interval = interval;
    }

    /// Those of the changes that may be written now.
    public <R> RowChanges<K, R> due(RowChanges<K, R> changes, Instant now) {
        written.values().removeIf(at -> hasRested(at, now));
        SortedMap<K, R> upserts = new TreeMap<>(changes.upserts());
        upserts.keySet().removeAll(written.keySet());
        SortedSet<K> deletes = new TreeSet<>(changes.deletes());
        deletes.removeAll(written.keySet());
        return new RowChanges<>(upserts, deletes);
    }

    /// The changes are stored.
    public void written(RowChanges<K, ?> changes, Instant now) {
        changes.upserts().keySet().forEach(key -> written.put(key, now));
        changes.deletes().forEach(key -> written.put(key, now));
    }

    /// Also when the clock was set back: a row must not wait for it.
    private boolean hasRested(Instant at, Instant now) {
        return now.isBefore(at) || Duration.between(at, now).compareTo(interval) >= 0;
    }
}
