package dev.mcm.shared.id;

/// A model: `m-` and ten characters of Crockford's base 32, lower case.
public record ModelId(String value) implements Comparable<ModelId> {
    public ModelId {
        IdSyntax.requireRandom("model id", value, "m-");
    }

    @Override
    public int compareTo(ModelId other) {
        return value.compareTo(other.value);
    }

    /// The bare value.
    @Override
    public String toString() {
        return value;
    }
}
