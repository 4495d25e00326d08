package dev.mcm.state.deployment;

/// The name of a spec: SHA-256 of its body, 64 lower-case hex digits.
public record SpecHash(String value) implements Comparable<SpecHash> {
    public SpecHash {
        boolean hex =
                value.length() == 64
                        && value.chars()
                                .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (!hex) {
            throw new IllegalArgumentException(
                    "spec hash: '" + value + "' (expected: 64 lower-case hex digits)");
        }
    }

    @Override
    public int compareTo(SpecHash other) {
        return value.compareTo(other.value);
    }

    /// The bare value.
    @Override
    public String toString() {
        return value;
    }
}
