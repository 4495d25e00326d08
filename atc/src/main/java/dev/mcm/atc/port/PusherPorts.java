package dev.mcm.atc.port;

import dev.mcm.state.lease.Leadership;

/// What the pusher needs of the world.
///
/// @param apis the planes' Kubernetes APIs
public record PusherPorts(
        Leadership leadership,
        RegisteredPlanes planes,
        PlaneApis apis,
        PushSource source,
        PushLog log,
        ProbeLog probes,
        PushStateLog states,
        RemovalLog removals,
        RouteSource routes,
        UpkeepStore upkeep) {}
