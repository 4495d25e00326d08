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
    private final Timer lastReplicas;
    private final Counter lastReplicasForced;

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
        this.lastReplicas =
                Timer.builder("mcm.atc.last.replicas")
                        .description(
                                "How long the last replicas of a deployment on a plane stayed until"
                                        + " no routes named the plane, where they had to")
                        .register(registry);
        this.lastReplicasForced =
                Counter.builder("mcm.atc.last.replicas.forced")
                        .description(
                                "Last replicas of a deployment on a plane that went although routes"
                                        + " may have named the plane still")
                        .register(registry);
    }

    void lastReplicasStayed(Duration time) {
        lastReplicas.record(time);
    }

    void lastReplicasForced() {
        lastReplicasForced.increment();
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
