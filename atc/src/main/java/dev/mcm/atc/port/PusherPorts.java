package dev.mcm.atc.port;

/// What the pusher needs of the world.
///
/// @param apis the planes' Kubernetes APIs
public record PusherPorts(
        PusherLease lease,
        RegisteredPlanes planes,
        PlaneApis apis,
        PushSource source,
        PushLog log,
        ProbeLog probes,
        RouteSource routes,
        UpkeepStore upkeep) {}
