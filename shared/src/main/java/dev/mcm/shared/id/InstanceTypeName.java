package dev.mcm.shared.id;

/// An instance type: a DNS label of at most 40 characters.
public record InstanceTypeName(String value) implements Comparable<InstanceTypeName> {
    public InstanceTypeName {
        IdSyntax.requireLabel("instance type", value, 40);
    }

    @Override
    public int compareTo(InstanceTypeName other) {
        return value.compareTo(other.value);
    }

    /// The bare value.
    @Override
    public String toString() {
        return value;
    }
}
