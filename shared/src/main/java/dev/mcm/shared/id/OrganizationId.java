package dev.mcm.shared.id;

/// An organisation: a DNS label of at most 40 characters.
public record OrganizationId(String value) implements Comparable<OrganizationId> {
    public OrganizationId {
        IdSyntax.requireLabel("organization", value, 40);
    }

    @Override
    public int compareTo(OrganizationId other) {
        return value.compareTo(other.value);
    }

    /// The bare value.
    @Override
    public String toString() {
        return value;
    }
}
