package dev.mcm.shared.id;

/// A deployment: `d-` and ten characters of Crockford's base 32, lower case.
public record DeploymentId(String value) implements Comparable<DeploymentId> {
    public DeploymentId {
        IdSyntax.requireRandom("deployment id", value, "d-");
    }

    @Override
    public int compareTo(DeploymentId other) {
        return value.compareTo(other.value);
    }

    /// The bare value.
    @Override
    public String toString() {
        return value;
    }
}
