package dev.mcm.state.deployment;

import java.util.Arrays;
import java.util.Optional;

/// What a change does when no plane has room for one more replica; the names are stored in
/// `deployments.when_full`.
public enum WhenFull {
    /// One old replica at a time makes room for its successor.
    REPLACE(dev.mcm.type.v1.WhenFull.WHEN_FULL_REPLACE),
    /// The old ones stay until there is room elsewhere.
    WAIT(dev.mcm.type.v1.WhenFull.WHEN_FULL_WAIT);

    private final dev.mcm.type.v1.WhenFull proto;

    WhenFull(dev.mcm.type.v1.WhenFull proto) {
        this.proto = proto;
    }

    public dev.mcm.type.v1.WhenFull toProto() {
        return proto;
    }

    /// Empty = unset, or of a later version of the API.
    public static Optional<WhenFull> of(dev.mcm.type.v1.WhenFull proto) {
        return Arrays.stream(values()).filter(value -> value.proto == proto).findFirst();
    }
}
