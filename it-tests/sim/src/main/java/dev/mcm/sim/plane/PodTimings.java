package dev.mcm.sim.plane;

import java.time.Duration;

/// How long things take on a plane.
///
/// @param coldStart shortest time from bound to ready
/// @param coldStartSpread at most this much longer, drawn per pod
/// @param shutdown from told to end until gone
/// @param detection from a machine's failure until its plane knows
/// @param eviction from then until its pods are given up
public record PodTimings(
        Duration coldStart,
        Duration coldStartSpread,
        Duration shutdown,
        Duration detection,
        Duration eviction) {}
