package dev.mcm.shared.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Supplier;

/// What a tail shows of itself while it is open. Gauges hold on to the tail that registered them:
/// closing removes them, so that a later tail of the same name shows its own.
final class TailMeters implements AutoCloseable {
    private final String tail;
    private final MeterRegistry registry;
    private final Counter gaps;
    private final List<Meter> gauges;

    TailMeters(
            String tail,
            MeterRegistry registry,
            BrokerContact contact,
            TailProgress progress,
            Supplier<Number> denied) {
        this.tail = tail;
        this.registry = registry;
        this.gaps =
                Counter.builder("mcm.kafka.tail.gaps")
                        .description("Times that records were gone before they were read")
                        .tag("tail", tail)
                        .register(registry);
        this.gauges =
                List.of(
                        gauge(
                                Gauge.builder(
                                        "mcm.kafka.tail.lag",
                                        () -> contact.silent() ? Double.NaN : progress.lag()),
                                "Records written and not yet handled; NaN while no broker answers"),
                        gauge(
                                Gauge.builder(
                                                "mcm.kafka.tail.age",
                                                () -> contact.age().toMillis() / 1000.0)
                                        .baseUnit("seconds"),
                                "Since a broker last answered the tail"),
                        gauge(
                                Gauge.builder("mcm.kafka.tail.denied", denied),
                                "Topics that the tail may not read; the others are read"));
    }

    void gap() {
        gaps.increment();
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }

    private Gauge gauge(Gauge.Builder<?> gauge, String description) {
        return gauge.description(description).tag("tail", tail).register(registry);
    }
}
