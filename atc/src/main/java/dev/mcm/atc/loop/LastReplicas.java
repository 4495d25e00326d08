package dev.mcm.atc.loop;

import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the last replicas of a deployment on a plane until requests come there no more: until no
/// routing shard in force names the plane for it and gateways have had time to follow, but not for
/// ever. One that goes to zero with no ready replica elsewhere does not wait: its requests have no
/// other place to go. Thread-safe.
final class LastReplicas {
    /// Routes take well below a second; a plane that takes no routes holds nothing up for longer.
    static final Duration LONGEST_STAY = Duration.ofSeconds(30);

    /// From when a plane has a routing shard until its gateway obeys it, at most: it hears of it by
    /// a watch.
    static final Duration FOLLOWING = Duration.ofSeconds(1);

    /// How soon it is looked again whether they may go; routes take about as long.
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);

    /// Thousands may wait for one plane that takes no routes, and each look reads the database.
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(LastReplicas.class);

    /// @param since when they were first to go, on the monotonic clock
    /// @param unnamed since when no route was seen to name their plane; null = one may
    /// @param overstayed that they go anyway has been told
    private record Stay(long since, @Nullable Long unnamed, boolean overstayed) {}

    private final RoutesInForce routes;
    private final TimeSource time;
    private final PlaneMeters meters;
    private final Map<DeploymentId, Stay> staying = new ConcurrentHashMap<>();

    LastReplicas(RoutesInForce routes, TimeSource time, PlaneMeters meters) {
        this.routes = routes;
        this.time = time;
        this.meters = meters;
    }

    /// How long a push that is due has to wait because of them before it is asked for again; zero
    /// or less = it may go.
    Duration stay(PushTask task) {
        if (!takesLast(task)) {
            return Duration.ZERO;
        }
        DeploymentId id = task.deployment().id();
        boolean named = routes.mayName(id, meters.plane());
        Stay stay = staying.compute(id, (_, before) -> looked(before, named));
        Duration stayed = time.since(stay.since());
        Duration left = LONGEST_STAY.minus(stayed);
        if (left.isPositive()) {
            Duration next = stay.unnamed() == null ? look(stayed) : following(stay.unnamed());
            return Collections.min(List.of(left, next));
        }
        if (named && !stay.overstayed()) {
            staying.put(id, new Stay(stay.since(), stay.unnamed(), true));
            forced(id);
        }
        return Duration.ZERO;
    }

    private Stay looked(@Nullable Stay before, boolean named) {
        long now = time.nanoTime();
        Stay stay = before == null ? new Stay(now, null, false) : before;
        if (named) {
            return new Stay(stay.since(), null, stay.overstayed());
        }
        return stay.unnamed() == null ? new Stay(stay.since(), now, stay.overstayed()) : stay;
    }

    private static Duration look(Duration stayed) {
        Duration grown = Collections.max(List.of(FIRST_LOOK, stayed.dividedBy(4)));
        return Collections.min(List.of(grown, LAST_LOOK));
    }

    private Duration following(long unnamed) {
        return FOLLOWING.minus(time.since(unnamed));
    }

    private void forced(DeploymentId id) {
        meters.lastReplicasForced();
        LOG.atWarn()
                .addKeyValue("deployment", id)
                .addKeyValue("plane", meters.plane())
                .log("last replicas go although routes may still name their plane");
    }

    /// The push is done.
    void gone(DeploymentId id) {
        Stay stay = staying.remove(id);
        if (stay != null) {
            meters.lastReplicasStayed(time.since(stay.since()));
        }
    }

    private static boolean takesLast(PushTask task) {
        return task.last() != null
                && task.wanted().isNothing()
                && (task.deployment().removed() || task.servedElsewhere());
    }
}
