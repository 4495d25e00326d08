package dev.mcm.testkit.plane.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last changes of one resource, oldest dropped first. A reader holds a position and pulls, so
/// a slow reader costs no memory: it finds its position gone and must list again. Safe for use by
/// many threads.
public final class EventLog {

    private final @Nullable StoreEvent[] ring;
    private long first;
    private long next;
    private long forgotten;

    /// @param forgotten the version up to which changes are unknown
    EventLog(int capacity, long forgotten) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "capacity of the event log: " + capacity + " (expected: >= 1)");
        }
        ring = new @Nullable StoreEvent[capacity];
        this.forgotten = forgotten;
    }

    synchronized void append(StoreEvent event) {
        if (next - first == ring.length) {
            forgetOldest();
        }
        ring[slot(next++)] = event;
    }

    /// Forgets all changes, as a compaction of the store does.
    synchronized void compact(long version) {
        while (first < next) {
            forgetOldest();
        }
        forgotten = Math.max(forgotten, version);
    }

    /// Forgets all changes and begins anew at `version`, which may be lower than before. Who holds
    /// a position has lost it, even the newest.
    synchronized void restart(long version) {
        while (first < next) {
            forgetOldest();
        }
        first = ++next;
        forgotten = version;
    }

    private void forgetOldest() {
        forgotten = at(first).version();
        ring[slot(first++)] = null;
    }

    /// The position of the first change after `version`; empty when changes after it are forgotten
    /// already.
    public synchronized Optional<Long> positionAfter(long version) {
        if (version < forgotten) {
            return Optional.empty();
        }
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).version() <= version) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Optional.of(low);
    }

    /// The version up to which changes are unknown.
    public synchronized long forgotten() {
        return forgotten;
    }

    /// At most `most` changes from `position` on; empty when the position is forgotten already.
    public synchronized Optional<List<StoreEvent>> read(long position, int most) {
        if (position < first) {
            return Optional.empty();
        }
        int count = (int) Math.min(most, next - position);
        List<StoreEvent> events = new ArrayList<>(Math.max(count, 0));
        for (int i = 0; i < count; i++) {
            events.add(at(position + i));
        }
        return Optional.of(events);
    }

    private StoreEvent at(long position) {
        StoreEvent event = ring[slot(position)];
        if (event == null) {
            throw new IllegalStateException("The event log has no event at position " + position);
        }
        return event;
    }

    private int slot(long position) {
        return (int) (position % ring.length);
    }
}
