package dev.mcm.shared.service;

import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.lifecycle.Lifecycle;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;

/// What every service is given to assemble itself from, beside its configuration.
///
/// @param time the only clock
/// @param meters where to register meters
/// @param lifecycle where to add parts, in the order in which they start
/// @param checks where to add what readiness and liveness depend on
public record Platform(
        TimeSource time, MeterRegistry meters, Lifecycle lifecycle, HealthChecks checks) {
    /// Takes over a resource that is open already: it is closed after all that is added later.
    public <T extends AutoCloseable> T own(String name, T resource) {
        return lifecycle.own(name, resource);
    }

    /// Adds a part that starts after those added before.
    ///
    /// @param check name under which its liveness is told
    public <P extends Part & Liveness> Platform run(String check, P part) {
        lifecycle.add(part);
        checks.alive(check, part);
        return this;
    }
}
