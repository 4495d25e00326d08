package dev.mcm.shared.service;

import static dev.mcm.shared.config.Constraint.between;

import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.HttpConfig;
import java.time.Duration;

/// What every service has in its configuration.
///
/// @param quietPeriod between "not ready" and the stop of the first part, for callers to go
///   elsewhere
record ServiceSettings(HttpConfig http, Duration quietPeriod) {
    static ServiceSettings read(ConfigReader in) {
        return new ServiceSettings(
                HttpConfig.read(in),
                in.duration(
                                "SHUTDOWN_QUIET_PERIOD",
                                "How long the service still works after it has said that it is not"
                                        + " ready.")
                        .must(between(Duration.ZERO, Duration.ofMinutes(5)))
                        .orDefault(Duration.ofSeconds(2)));
    }
}
