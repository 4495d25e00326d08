package dev.mcm.shared.id;

import java.util.Optional;

/// A deployment: `d-` and ten characters of Crockford's base 32, lower case.
public record DeploymentId(String value) implements Comparable<DeploymentId> {
    private static final String PREFIX = "d-";

    public DeploymentId {
        IdSyntax.requireRandom("deployment id", value, PREFIX);
    }

    /// Empty for anything else: somebody else's text. Cheap enough for every sample of every plane.
    public static Optional<DeploymentId> parse(String text) {
        return IdSyntax.isRandom(text, PREFIX)
                ? Optional.of(new DeploymentId(text))
                : Optional.empty();
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
