package dev.mcm.atc.loop;

import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the last replicas of a deployment on a plane until requests go elsewhere: until no routing
/// shard in force names the plane for it, but not for ever. A deployment that stops, or that has no
/// ready replica elsewhere, does not wait: its requests have no other place to go. Thread-safe.
final class LastReplicas {
    /// Routes take well below a second; a plane that takes no routes holds nothing up for longer.
    static final Duration LONGEST_STAY = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(LastReplicas.class);

    /// @param since when they were first to go, on the monotonic clock
    /// @param overstayed that they go anyway has been told
    private record Stay(long since, boolean overstayed) {}

    private final RoutesInForce routes;
    private final TimeSource time;
    private final PlaneMeters meters;
    private final Map<DeploymentId, Stay> staying = new ConcurrentHashMap<>();

    LastReplicas(RoutesInForce routes, TimeSource time, PlaneMeters meters) {
        this.routes = routes;
        this.time = time;
        this.meters = meters;
    }

    /// Whether a push that is due has to wait because of them.
    boolean mustStay(PushTask task) {
        DeploymentId id = task.deployment().id();
        if (!takesLast(task) || !routes.mayName(id, meters.plane())) {
            return false;
        }
        Stay stay = staying.computeIfAbsent(id, _ -> new Stay(time.nanoTime(), false));
        if (time.since(stay.since()).compareTo(LONGEST_STAY) < 0) {
            return true;
        }
        if (!stay.overstayed()) {
            staying.put(id, new Stay(stay.since(), true));
            meters.lastReplicasForced();
            LOG.atWarn()
                    .addKeyValue("deployment", id)
                    .addKeyValue("plane", meters.plane())
                    .log("last replicas go although routes may still name their plane");
        }
        return false;
    }

    /// The push is done.
    void gone(DeploymentId id) {
        Stay stay = staying.remove(id);
        if (stay != null) {
            meters.lastReplicasStayed(time.since(stay.since()));
        }
    }

    private static boolean takesLast(PushTask task) {
        return task.servedElsewhere()
                && task.last() != null
                && !task.deployment().removed()
                && task.wanted().isNothing();
    }
}
