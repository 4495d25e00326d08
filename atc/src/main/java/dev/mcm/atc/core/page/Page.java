package dev.mcm.atc.core.page;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/// A page in the making: it is full when it has as many items as were asked for, or 1 MiB, so that
/// no answer is larger than a client takes (4 MiB). One item always fits. Not thread-safe.
public final class Page<M extends Message> {
    private static final int MAX_BYTES = 1024 * 1024;

    private final int limit;
    private final List<M> items = new ArrayList<>();
    private int bytes;

    /// @param limit most items
    public Page(int limit) {
        this.limit = limit;
    }

    /// @return whether it was added; when not, the next page begins with it
    public boolean add(M item) {
        int itemBytes = item.getSerializedSize();
        if (items.size() >= limit || (!items.isEmpty() && bytes + itemBytes > MAX_BYTES)) {
            return false;
        }
        bytes += itemBytes;
        return items.add(item);
    }

    /// Adds items until one does not fit.
    public void fill(Iterable<M> more) {
        for (M item : more) {
            if (!add(item)) {
                return;
            }
        }
    }

    public int size() {
        return items.size();
    }

    public List<M> items() {
        return List.copyOf(items);
    }
}
