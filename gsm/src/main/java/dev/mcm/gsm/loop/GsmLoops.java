package dev.mcm.gsm.loop;

import dev.mcm.gsm.core.LivenessPolicy;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.gsm.port.PlaneDirectory;
import dev.mcm.gsm.port.RefusalLog;
import dev.mcm.gsm.port.RollupStore;
import dev.mcm.gsm.port.StateTopics;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.Tick;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.time.Backoff;
import dev.mcm.state.lease.Lease;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// GSM's threads: one follows the lease and the list of planes, one rolls up, one listens to
/// whether the broker is there.
public final class GsmLoops {
    private static final Duration RESYNC = Duration.ofSeconds(2);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final Ports ports;
    private final Supplier<Optional<Lease>> lease;
    private final Rules rules;
    private final Platform platform;
    private final ClusterWatch clusters;
    private volatile @Nullable Reign reign;
    private volatile @Nullable WakeableLoop rollups;
    private @Nullable Instant purgedAt;

    /// What the loops work with.
    ///
    /// @param rollups for one term of the lease
    public record Ports(
            ObservedStore observed,
            Function<Lease, RollupStore> rollups,
            StateTopics topics,
            KafkaClients kafka,
            PlaneDirectory directory,
            Function<Lease, RefusalLog> refusals) {}

    /// @param rollupInterval least time between two changes of a rolled-up row
    /// @param goneRetention how long a gone object's row is kept
    public record Rules(LivenessPolicy liveness, Duration rollupInterval, Duration goneRetention) {}

    /// @param lease empty while another holds it
    public GsmLoops(Ports ports, Supplier<Optional<Lease>> lease, Rules rules, Platform platform) {
        this.ports = ports;
        this.lease = lease;
        this.rules = rules;
        this.platform = platform;
        this.clusters =
                new ClusterWatch(
                        ports.directory(),
                        ports.refusals(),
                        rules.liveness().silentAfter(),
                        platform.time());
        Gauge.builder("mcm.gsm.planes.refused", this, GsmLoops::refused)
                .description("Planes whose LSM reports another cluster than the plane is")
                .register(platform.meters());
        Gauge.builder("mcm.gsm.planes", this, loops -> loops.count(session -> 1))
                .description("Planes that this instance reads")
                .register(platform.meters());
        Gauge.builder(
                        "mcm.gsm.planes.listening",
                        this,
                        loops -> loops.count(session -> session.isListening() ? 1 : 0))
                .description("Planes whose silence would be noticed")
                .register(platform.meters());
        Gauge.builder(
                        "mcm.gsm.snapshots.open",
                        this,
                        loops -> loops.count(PlaneSession::openSnapshots))
                .description("Lists of objects that have begun and are not found complete")
                .register(platform.meters());
    }

    /// Follows the lease and the registered planes; to be woken when either may have changed.
    public WakeableLoop control() {
        return loop("gsm-control", RESYNC, this::follow);
    }

    /// Keeps the control database's rows up to date: as soon as something is stored, and often
    /// enough for rows that have changed too recently.
    public WakeableLoop rollUp() {
        Duration interval = rules.rollupInterval();
        LoopTiming timing =
                new LoopTiming(
                        Duration.ZERO, interval.dividedBy(20), interval.dividedBy(5), BACKOFF);
        WakeableLoop loop =
                new WakeableLoop(
                        "gsm-rollup",
                        timing,
                        () -> {
                            @Nullable Reign current = reign;
                            if (current != null) {
                                current.rollUp(rules.liveness(), patience());
                            }
                        },
                        platform.time(),
                        platform.meters());
        rollups = loop;
        return loop;
    }

    private void somethingIsStored() {
        @Nullable WakeableLoop loop = rollups;
        if (loop != null) {
            loop.wake();
        }
    }

    /// Notices when silence is not the planes' but the broker's or our own.
    public WakeableLoop listen() {
        Duration third = rules.liveness().silentAfter().dividedBy(6);
        Duration period =
                third.compareTo(Duration.ofSeconds(1)) < 0 ? third : Duration.ofSeconds(1);
        return loop(
                "gsm-listen",
                period,
                () -> {
                    @Nullable Reign current = reign;
                    if (current != null) {
                        current.listen(patience());
                    }
                });
    }

    /// Ends the work in progress. Added before the loops, so that it stops after them.
    public Part ending() {
        return Part.of("reign", () -> {}, this::end);
    }

    /// Whether the planes' topics are being read, while this process leads.
    public Liveness reading() {
        return () -> {
            @Nullable Reign current = reign;
            return current == null ? Optional.empty() : current.whyNotAlive();
        };
    }

    /// Ready as a standby, too; not ready while leading without having read all topics.
    public Readiness readiness() {
        return () -> {
            @Nullable Reign current = reign;
            if (current == null) {
                return lease.get().isPresent() ? Optional.of("taking over") : Optional.empty();
            }
            long deaf =
                    current.sessions().stream().filter(session -> !session.isListening()).count();
            return deaf > 0 && deaf == current.sessions().size()
                    ? Optional.of("none of " + deaf + " planes' topics has been read to its end")
                    : Optional.empty();
        };
    }

    /// How old an answer of the broker may be.
    private Duration patience() {
        return rules.liveness().silentAfter().dividedBy(2);
    }

    private void follow() throws InterruptedException {
        Optional<Lease> held = lease.get();
        @Nullable Reign current = reign;
        if (current != null
                && (held.isEmpty()
                        || !held.get().epoch().equals(current.owner())
                        || current.isFenced())) {
            end();
            current = null;
        }
        if (held.isEmpty()) {
            return;
        }
        if (current == null) {
            current = lead(held.get());
            try {
                clusters.inform(current);
                current.own(ports.directory().planes());
            } catch (RuntimeException e) {
                current.stop();
                throw e;
            }
            reign = current;
        } else {
            clusters.inform(current);
            current.own(ports.directory().planes());
        }
        clusters.tell(current, held.get());
        purge(current);
    }

    private Reign lead(Lease held) {
        Reign.Ports its =
                new Reign.Ports(
                        ports.observed(),
                        ports.rollups().apply(held),
                        ports.topics(),
                        ports.kafka(),
                        this::somethingIsStored);
        return new Reign(its, held.epoch(), rules.rollupInterval(), platform);
    }

    private void purge(Reign current) {
        Instant now = platform.time().instant();
        if (purgedAt == null || Duration.between(purgedAt, now).compareTo(PURGE_EVERY) >= 0) {
            current.purge(now.minus(rules.goneRetention()));
            purgedAt = now;
        }
    }

    private synchronized void end() throws InterruptedException {
        @Nullable Reign current = reign;
        reign = null;
        if (current != null) {
            current.stop();
        }
    }

    private long refused() {
        @Nullable Reign current = reign;
        Instant since = platform.time().instant().minus(rules.liveness().silentAfter());
        return current == null ? 0 : current.strangers(since).size();
    }

    private long count(Function<PlaneSession, Integer> what) {
        @Nullable Reign current = reign;
        return current == null ? 0 : current.sessions().stream().mapToLong(what::apply).sum();
    }

    private WakeableLoop loop(String name, Duration period, Tick tick) {
        LoopTiming timing = new LoopTiming(Duration.ZERO, Duration.ZERO, period, BACKOFF);
        return new WakeableLoop(name, timing, tick, platform.time(), platform.meters());
    }
}
