package dev.mcm.testkit.plane;

import dev.mcm.shared.id.PlaneId;
import java.time.Duration;
import java.util.List;

/// How a simulated plane is made.
///
/// @param token bearer token of one who may do everything; empty to serve anybody, unless `access`
///   knows users
/// @param apiPort port of the API; 0 for any free one
/// @param gatewayPort port of the gateway; 0 for any free one
/// @param seed names and uids follow from it and from the plane's id
/// @param eventLogSize changes per resource that a watch can catch up on before it gets 410
/// @param mostEvents Kubernetes events that are kept; 0 records none
/// @param access users beside that one, roles, and TLS
public record PlaneOptions(
        PlaneId id,
        List<SimulatedNode> nodes,
        PlaneTimings timings,
        String token,
        int apiPort,
        int gatewayPort,
        long seed,
        int eventLogSize,
        int mostEvents,
        Duration bookmarkInterval,
        PlaneAccess access) {

    private static final int DEFAULT_LOG = 8192;
    private static final int DEFAULT_EVENTS = 1000;

    public PlaneOptions {
        nodes = List.copyOf(nodes);
    }

    /// Short timings, free ports, no token.
    public static PlaneOptions of(String id, SimulatedNode... nodes) {
        return new PlaneOptions(
                new PlaneId(id),
                List.of(nodes),
                PlaneTimings.fast(),
                "",
                0,
                0,
                1,
                DEFAULT_LOG,
                DEFAULT_EVENTS,
                Duration.ofSeconds(10),
                PlaneAccess.OPEN);
    }

    public PlaneOptions withNodes(List<SimulatedNode> wanted) {
        return new PlaneOptions(
                id,
                wanted,
                timings,
                token,
                apiPort,
                gatewayPort,
                seed,
                eventLogSize,
                mostEvents,
                bookmarkInterval,
                access);
    }

    public PlaneOptions withTimings(PlaneTimings wanted) {
        return new PlaneOptions(
                id,
                nodes,
                wanted,
                token,
                apiPort,
                gatewayPort,
                seed,
                eventLogSize,
                mostEvents,
                bookmarkInterval,
                access);
    }

    public PlaneOptions withToken(String wanted) {
        return new PlaneOptions(
                id,
                nodes,
                timings,
                wanted,
                apiPort,
                gatewayPort,
                seed,
                eventLogSize,
                mostEvents,
                bookmarkInterval,
                access);
    }

    public PlaneOptions withPorts(int api, int gateway) {
        return new PlaneOptions(
                id,
                nodes,
                timings,
                token,
                api,
                gateway,
                seed,
                eventLogSize,
                mostEvents,
                bookmarkInterval,
                access);
    }

    public PlaneOptions withSeed(long wanted) {
        return new PlaneOptions(
                id,
                nodes,
                timings,
                token,
                apiPort,
                gatewayPort,
                wanted,
                eventLogSize,
                mostEvents,
                bookmarkInterval,
                access);
    }

    public PlaneOptions withEventLog(int size) {
        return new PlaneOptions(
                id,
                nodes,
                timings,
                token,
                apiPort,
                gatewayPort,
                seed,
                size,
                mostEvents,
                bookmarkInterval,
                access);
    }

    public PlaneOptions withMostEvents(int most) {
        return new PlaneOptions(
                id,
                nodes,
                timings,
                token,
                apiPort,
                gatewayPort,
                seed,
                eventLogSize,
                most,
                bookmarkInterval,
                access);
    }

    public PlaneOptions withBookmarkInterval(Duration wanted) {
        return new PlaneOptions(
                id,
                nodes,
                timings,
                token,
                apiPort,
                gatewayPort,
                seed,
                eventLogSize,
                mostEvents,
                wanted,
                access);
    }

    public PlaneOptions withAccess(PlaneAccess wanted) {
        return new PlaneOptions(
                id,
                nodes,
                timings,
                token,
                apiPort,
                gatewayPort,
                seed,
                eventLogSize,
                mostEvents,
                bookmarkInterval,
                wanted);
    }
}
