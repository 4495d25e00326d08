package dev.mcm.atc.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Meters of all pushes.
public final class PushMeters {
    private final Timer pushes;
    private final Counter failures;
    private final Counter routeWrites;
    private final Counter routeFailures;

    public PushMeters(MeterRegistry registry) {
        this.pushes =
                Timer.builder("mcm.atc.pushes")
                        .description("Pushes of a deployment to a plane")
                        .register(registry);
        this.failures =
                Counter.builder("mcm.atc.push.failures")
                        .description("Pushes and removals of leftovers that failed")
                        .register(registry);
        this.routeWrites =
                Counter.builder("mcm.atc.route.writes")
                        .description("Routing shards written to a plane")
                        .register(registry);
        this.routeFailures =
                Counter.builder("mcm.atc.route.failures")
                        .description("Attempts to bring a routing shard to a plane that failed")
                        .register(registry);
    }

    void pushed(Duration took) {
        pushes.record(took);
    }

    void failed() {
        failures.increment();
    }

    void routeFailed() {
        routeFailures.increment();
    }

    void routeWritten() {
        routeWrites.increment();
    }
}
