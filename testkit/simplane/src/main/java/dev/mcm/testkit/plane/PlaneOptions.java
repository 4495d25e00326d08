package dev.mcm.testkit.plane;

import dev.mcm.shared.id.PlaneId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// How a simulated plane is made.
///
/// @param binder which node a pod is bound to
/// @param token bearer token of one who may do everything; empty to serve anybody, unless `access`
///   knows users
/// @param apiPort port of the API; 0 for any free one
/// @param gatewayPort port of the gateway; 0 for any free one
/// @param seed names and uids follow from it and from the plane's id
/// @param eventLogSize changes per resource that a watch can catch up on before it gets 410
/// @param mostEvents Kubernetes events that are kept; 0 records none
/// @param clusterId uid of namespace `kube-system`, by which clusters are told apart; empty for any
/// @param access users beside that one, roles, and TLS
public record PlaneOptions(
        PlaneId id,
        List<SimulatedNode> nodes,
        PlaneTimings timings,
        PlaneBinder binder,
        String token,
        int apiPort,
        int gatewayPort,
        long seed,
        int eventLogSize,
        int mostEvents,
        Duration bookmarkInterval,
        String clusterId,
        PlaneAccess access) {

    private static final int DEFAULT_LOG = 8192;
    private static final int DEFAULT_EVENTS = 1000;

    /// As a real API server sends them.
    private static final Duration BOOKMARKS = Duration.ofMinutes(1);

    public PlaneOptions {
        nodes = List.copyOf(nodes);
    }

    /// Short timings, free ports, no token, and a scheduler that spreads as kube-scheduler does.
    public static PlaneOptions of(String id, SimulatedNode... nodes) {
        return new PlaneOptions(
                new PlaneId(id),
                List.of(nodes),
                PlaneTimings.fast(),
                PlaneBinder.SPREADING,
                "",
                0,
                0,
                1,
                DEFAULT_LOG,
                DEFAULT_EVENTS,
                BOOKMARKS,
                "",
                PlaneAccess.OPEN);
    }

    public PlaneOptions withNodes(List<SimulatedNode> wanted) {
        return with(draft -> draft.nodes = wanted);
    }

    public PlaneOptions withTimings(PlaneTimings wanted) {
        return with(draft -> draft.timings = wanted);
    }

    public PlaneOptions withBinder(PlaneBinder wanted) {
        return with(draft -> draft.binder = wanted);
    }

    public PlaneOptions withToken(String wanted) {
        return with(draft -> draft.token = wanted);
    }

    public PlaneOptions withSeed(long wanted) {
        return with(draft -> draft.seed = wanted);
    }

    public PlaneOptions withEventLog(int size) {
        return with(draft -> draft.eventLogSize = size);
    }

    public PlaneOptions withMostEvents(int most) {
        return with(draft -> draft.mostEvents = most);
    }

    public PlaneOptions withBookmarkInterval(Duration wanted) {
        return with(draft -> draft.bookmarkInterval = wanted);
    }

    public PlaneOptions withClusterId(String wanted) {
        return with(draft -> draft.clusterId = wanted);
    }

    public PlaneOptions withAccess(PlaneAccess wanted) {
        return with(draft -> draft.access = wanted);
    }

    private PlaneOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finish();
    }

    /// A copy that can still be changed.
    private static final class Draft {
        private final PlaneId id;
        private List<SimulatedNode> nodes;
        private PlaneTimings timings;
        private PlaneBinder binder;
        private String token;
        private int apiPort;
        private int gatewayPort;
        private long seed;
        private int eventLogSize;
        private int mostEvents;
        private Duration bookmarkInterval;
        private String clusterId;
        private PlaneAccess access;

        Draft(PlaneOptions from) {
            id = from.id;
            nodes = from.nodes;
            timings = from.timings;
            binder = from.binder;
            token = from.token;
            apiPort = from.apiPort;
            gatewayPort = from.gatewayPort;
            seed = from.seed;
            eventLogSize = from.eventLogSize;
            mostEvents = from.mostEvents;
            bookmarkInterval = from.bookmarkInterval;
            clusterId = from.clusterId;
            access = from.access;
        }

        PlaneOptions finish() {
            return new PlaneOptions(
                    id,
                    nodes,
                    timings,
                    binder,
                    token,
                    apiPort,
                    gatewayPort,
                    seed,
                    eventLogSize,
                    mostEvents,
                    bookmarkInterval,
                    clusterId,
                    access);
        }
    }
}
