package dev.mcm.shared.config;

import static dev.mcm.shared.config.Constraint.between;

import java.time.Duration;

/// How a role is kept that one process at a time has.
///
/// @param ttl after how long without a sign of life another process takes over
public record LeaseConfig(Duration ttl) {
    /// Key `LEASE_TTL`.
    public static LeaseConfig read(ConfigReader in) {
        return new LeaseConfig(
                in.duration(
                                "LEASE_TTL",
                                "After how long without a sign of life another instance takes"
                                        + " over.")
                        .must(between(Duration.ofSeconds(1), Duration.ofMinutes(5)))
                        .orDefault(Duration.ofSeconds(5)));
    }
}
