package dev.mcm.testkit.plane.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A sorted map of which every version stays readable: a treap whose nodes are never changed. A
/// change copies O(log n) nodes, so a snapshot costs nothing and readers need no lock.
public final class PersistentMap<K extends Comparable<K>, V> {

    private record Node<K, V>(
            K key,
            V value,
            int priority,
            int size,
            @Nullable Node<K, V> left,
            @Nullable Node<K, V> right) {

        Node<K, V> withLeft(@Nullable Node<K, V> child) {
            return node(key, value, priority, child, right);
        }

        Node<K, V> withRight(@Nullable Node<K, V> child) {
            return node(key, value, priority, left, child);
        }
    }

    private final @Nullable Node<K, V> root;

    private PersistentMap(@Nullable Node<K, V> root) {
        this.root = root;
    }

    public static <K extends Comparable<K>, V> PersistentMap<K, V> empty() {
        return new PersistentMap<>(null);
    }

    public int size() {
        return size(root);
    }

    public @Nullable V get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key());
            if (order == 0) {
                return node.value();
            }
            node = order < 0 ? node.left() : node.right();
        }
        return null;
    }

    /// The value of the greatest key below `key`.
    public @Nullable V below(K key) {
        Node<K, V> node = root;
        V best = null;
        while (node != null) {
            if (node.key().compareTo(key) < 0) {
                best = node.value();
                node = node.right();
            } else {
                node = node.left();
            }
        }
        return best;
    }

    public PersistentMap<K, V> with(K key, V value) {
        return new PersistentMap<>(put(root, key, value));
    }

    public PersistentMap<K, V> without(K key) {
        return new PersistentMap<>(remove(root, key));
    }

    /// How many keys are at or after `from`.
    public int sizeFrom(K from) {
        int count = 0;
        Node<K, V> node = root;
        while (node != null) {
            if (node.key().compareTo(from) >= 0) {
                count += 1 + size(node.right());
                node = node.left();
            } else {
                node = node.right();
            }
        }
        return count;
    }

    /// The values in key order, from `from` on (inclusive), or all of them for null.
    public Iterator<V> iterator(@Nullable K from) {
        Deque<Node<K, V>> path = new ArrayDeque<>();
        Node<K, V> node = root;
        while (node != null) {
            if (from == null || node.key().compareTo(from) >= 0) {
                path.push(node);
                node = node.left();
            } else {
                node = node.right();
            }
        }
        return new Walk<>(path);
    }

    public Iterable<V> values() {
        return () -> iterator(null);
    }

    private static <K, V> int size(@Nullable Node<K, V> node) {
        return node == null ? 0 : node.size();
    }

    private static <K, V> Node<K, V> node(
            K key, V value, int priority, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        return new Node<>(key, value, priority, 1 + size(left) + size(right), left, right);
    }

    private static <K extends Comparable<K>, V> Node<K, V> put(
            @Nullable Node<K, V> at, K key, V value) {
        if (at == null) {
            return node(key, value, spread(key.hashCode()), null, null);
        }
        int order = key.compareTo(at.key());
        if (order == 0) {
            return node(key, value, at.priority(), at.left(), at.right());
        }
        if (order < 0) {
            Node<K, V> child = put(at.left(), key, value);
            return child.priority() > at.priority()
                    ? child.withRight(at.withLeft(child.right()))
                    : at.withLeft(child);
        }
        Node<K, V> child = put(at.right(), key, value);
        return child.priority() > at.priority()
                ? child.withLeft(at.withRight(child.left()))
                : at.withRight(child);
    }

    private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(
            @Nullable Node<K, V> at, K key) {
        if (at == null) {
            return null;
        }
        int order = key.compareTo(at.key());
        if (order == 0) {
            return merge(at.left(), at.right());
        }
        return order < 0
                ? at.withLeft(remove(at.left(), key))
                : at.withRight(remove(at.right(), key));
    }

    private static <K, V> @Nullable Node<K, V> merge(
            @Nullable Node<K, V> low, @Nullable Node<K, V> high) {
        if (low == null) {
            return high;
        }
        if (high == null) {
            return low;
        }
        return low.priority() > high.priority()
                ? low.withRight(merge(low.right(), high))
                : high.withLeft(merge(low, high.left()));
    }

    /// Mixes a hash so that neighbouring keys get unrelated priorities.
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        mixed ^= mixed >>> 16;
        mixed *= 0x85EBCA6B;
        return mixed ^ (mixed >>> 13);
    }

    private record Walk<K, V>(Deque<Node<K, V>> path) implements Iterator<V> {

        @Override
        public boolean hasNext() {
            return !path.isEmpty();
        }

        @Override
        public V next() {
            if (path.isEmpty()) {
                throw new NoSuchElementException("The walk over the map has ended");
            }
            Node<K, V> here = path.pop();
            for (Node<K, V> node = here.right(); node != null; node = node.left()) {
                path.push(node);
            }
            return here.value();
        }
    }
}
