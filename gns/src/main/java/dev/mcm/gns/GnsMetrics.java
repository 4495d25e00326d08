package dev.mcm.gns;

import dev.mcm.gns.core.GenerationReason;
import dev.mcm.gns.core.NotifierState;
import dev.mcm.gns.core.ObservedSlot;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.gns.core.WalStatus;
import dev.mcm.gns.port.NotifierMeters;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Meters of GNS. Gauges about the slot are NaN while it is not streamed by this instance, and when
/// it could not be looked at for a minute (Postgres is away).
final class GnsMetrics implements NotifierMeters {
    private static final Duration[] BUCKETS =
            IntStream.of(5, 10, 20, 50, 100, 250, 1_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private static final Duration STALE = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final TimeSource time;
    private final Counter events;
    private final Counter skipped;
    private final Counter restarts;
    private final Counter omittedColumns;
    private final Counter resent;
    private final Timer publications;
    private volatile NotifierState state = NotifierState.STARTING;
    private volatile @Nullable Seen seen;
    private volatile long lastHeartbeat;
    private volatile boolean anyHeartbeat;

    private record Seen(Lsn current, ObservedSlot slot, long at) {}

    GnsMetrics(MeterRegistry meters, TimeSource time) {
        this.meters = meters;
        this.time = time;
        this.events = counter("mcm.gns.events", "Events published");
        this.skipped =
                counter(
                        "mcm.gns.transactions.skipped",
                        "Transactions sent again by Postgres that had been published");
        this.restarts =
                counter("mcm.gns.restarts", "Times that streaming ended without being told to");
        this.omittedColumns =
                counter(
                        "mcm.gns.columns.omitted",
                        "Unchanged out-of-line values that Postgres did not send; they are left out"
                                + " of the event");
        this.resent =
                counter(
                        "mcm.gns.records.resent",
                        "Records that Kafka refused for the moment, sent again");
        this.publications =
                Timer.builder("mcm.gns.publications")
                        .description(
                                "Kafka transactions, until readers of committed records see them")
                        .serviceLevelObjectives(BUCKETS)
                        .register(meters);
        slotGauges();
    }

    private void slotGauges() {
        gauge(
                "mcm.gns.slot.lag",
                "bytes",
                "WAL written and not yet acknowledged",
                s -> bytesSince(s, ObservedSlot.Retention::confirmed));
        gauge(
                "mcm.gns.slot.retained",
                "bytes",
                "WAL that the slot keeps",
                s -> bytesSince(s, ObservedSlot.Retention::restart));
        gauge(
                "mcm.gns.slot.safe",
                "bytes",
                "WAL that may still be written before the slot is lost; +Inf without a limit",
                s -> orInfinity(s.slot().retention().safeBytes()));
        for (WalStatus status : WalStatus.values()) {
            Gauge.builder(
                            "mcm.gns.slot.status",
                            () ->
                                    number(
                                            latest().filter(s -> s.slot().walStatus() == status)
                                                    .isPresent()))
                    .description("1 for the slot's wal_status")
                    .tag("status", status.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        for (NotifierState each : NotifierState.values()) {
            Gauge.builder("mcm.gns.state", () -> number(state == each))
                    .description("1 for what GNS is doing")
                    .tag("state", each.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder(
                        "mcm.gns.heartbeat.age",
                        () ->
                                anyHeartbeat
                                        ? time.since(lastHeartbeat).toMillis() / 1000.0
                                        : Double.NaN)
                .description("Since a heartbeat came back; they are sent only while WAL piles up")
                .baseUnit("seconds")
                .register(meters);
    }

    /// A value was left out of an event.
    void omittedColumn() {
        omittedColumns.increment();
    }

    void resent(long records) {
        resent.increment((double) records);
    }

    @Override
    public void state(NotifierState now) {
        state = now;
        if (now != NotifierState.STREAMING) {
            seen = null;
        }
    }

    @Override
    public void observed(SlotObservation observation, SlotName slot) {
        long now = time.nanoTime();
        seen =
                observation
                        .slot(slot)
                        .map(found -> new Seen(observation.server().current(), found, now))
                        .orElse(null);
    }

    @Override
    public void published(int count, Duration took) {
        events.increment(count);
        publications.record(took);
    }

    @Override
    public void skipped(int transactions) {
        skipped.increment(transactions);
    }

    @Override
    public void heartbeat() {
        lastHeartbeat = time.nanoTime();
        anyHeartbeat = true;
    }

    @Override
    public void generation(GenerationReason reason) {
        Counter.builder("mcm.gns.generations")
                .description("Slots made")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
    }

    @Override
    public void restart() {
        restarts.increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    private void gauge(String name, String unit, String description, ToDoubleFunction<Seen> value) {
        Gauge.builder(name, () -> latest().map(s -> value.applyAsDouble(s)).orElse(Double.NaN))
                .description(description)
                .baseUnit(unit)
                .register(meters);
    }

    private Optional<Seen> latest() {
        Seen last = seen;
        return last != null && time.since(last.at()).compareTo(STALE) < 0
                ? Optional.of(last)
                : Optional.empty();
    }

    private static double bytesSince(
            Seen seen, Function<ObservedSlot.Retention, @Nullable Lsn> from) {
        @Nullable Lsn since = from.apply(seen.slot().retention());
        return since == null ? Double.NaN : seen.current().value() - since.value();
    }

    private static double orInfinity(@Nullable Long bytes) {
        return bytes == null ? Double.POSITIVE_INFINITY : bytes;
    }

    private static double number(boolean is) {
        return is ? 1 : 0;
    }
}
