package dev.mcm.shared.service;

import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.lifecycle.Lifecycle;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;

/// What every service is given to assemble itself from, beside its configuration.
///
/// @param time the only clock
/// @param meters where to register meters
/// @param lifecycle where to add parts, in the order in which they start
/// @param checks where to add what readiness and liveness depend on
public record Platform(
        TimeSource time, MeterRegistry meters, Lifecycle lifecycle, HealthChecks checks) {}
