package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a small stored object in one array, in a third of the memory of a linked hash map.
/// Looks keys up one by one, so it is for few of them.
@SuppressWarnings("ReferenceEquality") // The same key is an equal key, and known to be at once.
final class CompactFields extends AbstractMap<String, JsonNode> {

    /// The most fields for which this is a good form.
    static final int MOST = 16;

    private Object[] slots;

    CompactFields(Map<String, JsonNode> fields) {
        slots = new Object[2 * fields.size()];
        int next = 0;
        for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
            slots[next++] = field.getKey();
            slots[next++] = field.getValue();
        }
    }

    private int find(@Nullable Object key) {
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i] == key) {
                return i;
            }
        }
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return slots.length / 2;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object key) {
        int at = find(key);
        return at < 0 ? null : (JsonNode) slots[at + 1];
    }

    @Override
    public @Nullable JsonNode put(String key, JsonNode value) {
        int at = find(key);
        if (at >= 0) {
            JsonNode before = (JsonNode) slots[at + 1];
            slots[at + 1] = value;
            return before;
        }
        int end = slots.length;
        slots = Arrays.copyOf(slots, end + 2);
        slots[end] = key;
        slots[end + 1] = value;
        return null;
    }

    @Override
    public @Nullable JsonNode remove(@Nullable Object key) {
        int at = find(key);
        if (at < 0) {
            return null;
        }
        JsonNode before = (JsonNode) slots[at + 1];
        removeAt(at);
        return before;
    }

    private void removeAt(int at) {
        Object[] rest = Arrays.copyOf(slots, slots.length - 2);
        System.arraycopy(slots, at + 2, rest, at, rest.length - at);
        slots = rest;
    }

    @Override
    public void clear() {
        slots = new Object[0];
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, JsonNode>> {

        @Override
        public int size() {
            return CompactFields.this.size();
        }

        @Override
        public Iterator<Entry<String, JsonNode>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < slots.length;
                }

                @Override
                public Entry<String, JsonNode> next() {
                    if (next >= slots.length) {
                        throw new NoSuchElementException("The object has no more fields");
                    }
                    next += 2;
                    return new Field((String) slots[next - 2], (JsonNode) slots[next - 1]);
                }

                @Override
                public void remove() {
                    next -= 2;
                    removeAt(next);
                }
            };
        }
    }

    private final class Field extends SimpleEntry<String, JsonNode> {
        private static final long serialVersionUID = 1L;

        Field(String key, JsonNode value) {
            super(key, value);
        }

        @Override
        public JsonNode setValue(JsonNode value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }
}
