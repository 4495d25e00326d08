package dev.mcm.shared.id;

/// A workload plane: a DNS label of at most 40 characters.
public record PlaneId(String value) implements Comparable<PlaneId> {
    public PlaneId {
        IdSyntax.requireLabel("plane", value, 40);
    }

    @Override
    public int compareTo(PlaneId other) {
        return value.compareTo(other.value);
    }

    /// The bare value.
    @Override
    public String toString() {
        return value;
    }
}
