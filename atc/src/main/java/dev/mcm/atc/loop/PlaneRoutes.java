package dev.mcm.atc.loop;

import dev.mcm.atc.core.routing.ShardOnPlane;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.type.v1.PushState;
import dev.mcm.type.v1.PushedRoutes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Brings the routing table to one plane, only the shards that differ from what the plane has. A
/// shard that the plane does not take waits on its own and keeps no other from being brought. For
/// one thread.
final class PlaneRoutes implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /// A shard that was not taken.
    ///
    /// @param attempts that failed one after the other
    /// @param since when the first of them was
    /// @param due when to try again, on the monotonic clock
    private record Failure(PlaneApiException cause, int attempts, Instant since, long due) {}

    private final PlaneGate gate;
    private final RouteBook book;
    private final TimeSource time;
    private final Duration resyncInterval;
    private final PlaneMeters meters;
    private final RoutesInForce.OnPlane inForce;
    private final List<PlaneShard> shards;
    private final SortedMap<String, Failure> failures = new TreeMap<>();
    private final Backoff backoff;
    private final RandomGenerator random;
    private final StateLog state;
    private volatile PushedRoutes last = PushedRoutes.getDefaultInstance();
    private long read;

    PlaneRoutes(
            PlaneApi api,
            PlaneGate gate,
            RouteBook book,
            PusherSettings settings,
            PlaneMeters meters) {
        this.gate = gate;
        this.book = book;
        this.time = settings.time();
        this.resyncInterval = settings.resyncInterval();
        this.meters = meters;
        this.inForce = book.onPlanes().join(gate);
        this.shards =
                IntStream.range(0, PlaneNames.ROUTE_SHARDS)
                        .mapToObj(shard -> new PlaneShard(api, book, inForce, shard))
                        .toList();
        this.backoff = Backoff.between(pace(), resyncInterval);
        this.random = RandomSource.seeded(time.nanoTime() + meters.plane().hashCode());
        this.state =
                new StateLog(
                        LoggerFactory.getLogger(PlaneRoutes.class),
                        "routing shards of plane " + meters.plane());
        this.read = time.nanoTime();
    }

    /// What the plane has counts no more.
    @Override
    public void close() {
        inForce.close();
    }

    /// How often [#tick()] wants to be called when nobody calls it.
    Duration pace() {
        return FIRST_RETRY.compareTo(resyncInterval) < 0 ? FIRST_RETRY : resyncInterval;
    }

    void tick() {
        Optional<RouteBook.Edition> edition = book.inForce();
        if (edition.isPresent() && gate.isOpen()) {
            if (time.since(read).compareTo(resyncInterval) >= 0) {
                forgetAll();
            }
            bring(edition.get());
        }
        report();
        last = routes(edition.orElse(null));
    }

    /// As of the last [#tick()].
    void describe(PushState.Builder state) {
        state.setRoutes(last);
    }

    private PushedRoutes routes(RouteBook.@Nullable Edition edition) {
        PushedRoutes.Builder routes =
                PushedRoutes.newBuilder()
                        .setShardsBehind(
                                (int)
                                        shards.stream()
                                                .filter(shard ->
                                                        edition == null || !shard.has(edition))
                                                .count())
                        .setShardsFailing(failures.size());
        shards.stream()
                .map(PlaneShard::there)
                .max(
                        Comparator.comparing(ShardOnPlane::epoch)
                                .thenComparingLong(ShardOnPlane::tableVersion))
                .ifPresent(newest ->
                        routes.setEpoch(newest.epoch().value())
                                .setTableVersion(newest.tableVersion()));
        failures.values().stream()
                .min(Comparator.comparing(Failure::since))
                .ifPresent(first ->
                        routes.setError(
                                        StateTexts.brief(
                                                String.valueOf(first.cause().getMessage())))
                                .setFailingSince(Timestamps.of(first.since())));
        return routes.build();
    }

    /// Everything is read from the plane again before the next write.
    private void forgetAll() {
        shards.forEach(PlaneShard::forget);
        read = time.nanoTime();
    }

    private void bring(RouteBook.Edition edition) {
        for (PlaneShard shard : shards) {
            if (!gate.isOpen() || !book.isInForce(edition)) {
                return;
            }
            if (!shard.has(edition) && isDue(shard)) {
                bring(shard, edition);
            }
        }
    }

    private boolean isDue(PlaneShard shard) {
        Failure failure = failures.get(shard.name());
        return failure == null || time.nanoTime() - failure.due() >= 0;
    }

    private void bring(PlaneShard shard, RouteBook.Edition edition) {
        try {
            if (shard.bring(edition)) {
                meters.routeWritten();
            }
            failures.remove(shard.name());
        } catch (PlaneApiException e) {
            failed(shard, e);
        }
    }

    private void failed(PlaneShard shard, PlaneApiException cause) {
        Failure before = failures.get(shard.name());
        int attempts = before == null ? 0 : before.attempts();
        Duration pause = backoff.delay(Math.min(attempts, 30), random);
        failures.put(
                shard.name(),
                new Failure(
                        cause,
                        attempts + 1,
                        before == null ? time.instant() : before.since(),
                        time.nanoTime() + pause.toNanos()));
        meters.routeFailed();
        if (isSilence(cause)) {
            gate.close();
        }
    }

    private void report() {
        SortedMap<String, Failure> told = new TreeMap<>(failures);
        told.values().removeIf(failure -> !gate.isOpen() && isSilence(failure.cause()));
        meters.shardsFailing(told.size());
        if (told.isEmpty()) {
            state.worked();
        } else {
            state.failed(told.keySet() + " not taken", told.firstEntry().getValue().cause());
        }
    }

    /// Of one shard it is a failure; that a plane does not answer at all is another's to tell.
    private static boolean isSilence(PlaneApiException cause) {
        return cause.kind() == PlaneApiException.Kind.UNREACHABLE;
    }
}
