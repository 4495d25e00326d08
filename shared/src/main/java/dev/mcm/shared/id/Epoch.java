package dev.mcm.shared.id;

/// A generation number that only grows: of a lease, a replication slot, an LSM process.
public record Epoch(long value) implements Comparable<Epoch> {
    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("epoch: " + value + " (expected: >= 0)");
        }
    }

    public Epoch next() {
        return new Epoch(value + 1);
    }

    public boolean isNewerThan(Epoch other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    /// The bare value.
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
