package dev.mcm.atc.port;

import dev.mcm.shared.id.PlaneId;

/// The topics that a plane's LSM writes to.
@FunctionalInterface
public interface PlaneTopics {
    /// Creates them, or checks those that exist.
    ///
    /// @throws dev.mcm.shared.error.McmException UNAVAILABLE when Kafka does not answer,
    ///   STATE_FORBIDS when they have other settings
    void ensure(PlaneId plane);
}
