package dev.mcm.shared.feed;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Keys of rows about which something has changed since they were taken last. It never holds more
/// of them than a limit: past it all count as changed. Thread-safe.
public final class DirtySet<K> {
    private final int limit;
    private Set<K> keys = new HashSet<>();
    private boolean all;

    /// @param all everything may have changed; `keys` is then empty
    public record Batch<K>(boolean all, Set<K> keys) {
        public boolean isEmpty() {
            return !all && keys.isEmpty();
        }
    }

    /// @param limit most keys that are told apart
    public DirtySet(int limit) {
        this.limit = limit;
    }

    public synchronized void add(K key) {
        if (!all) {
            keys.add(key);
            if (keys.size() > limit) {
                addAll();
            }
        }
    }

    public void add(Collection<K> some) {
        some.forEach(this::add);
    }

    public synchronized void addAll() {
        all = true;
        keys.clear();
    }

    public synchronized Batch<K> take() {
        Batch<K> batch = new Batch<>(all, keys);
        keys = new HashSet<>();
        all = false;
        return batch;
    }

    /// A batch that could not be worked on.
    public void giveBack(Batch<K> batch) {
        if (batch.all()) {
            addAll();
        } else {
            add(batch.keys());
        }
    }
}
