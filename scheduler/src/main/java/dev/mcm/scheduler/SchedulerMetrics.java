package dev.mcm.scheduler;

import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.loop.RoundObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Meters of the Scheduler.
final class SchedulerMetrics implements RoundObserver {
    private final Timer read;
    private final Timer decide;
    private final Timer write;
    private final Counter changes;
    private volatile int deployments;
    private volatile long pending;
    private volatile long misplaced;

    SchedulerMetrics(MeterRegistry meters) {
        this.read = timer(meters, "mcm.scheduler.read", "Reading the snapshot");
        this.decide = timer(meters, "mcm.scheduler.decide", "Deciding on all deployments");
        this.write = timer(meters, "mcm.scheduler.write", "Writing a plan that is not empty");
        this.changes =
                Counter.builder("mcm.scheduler.placement.changes")
                        .description("Placements written")
                        .register(meters);
        Gauge.builder("mcm.scheduler.deployments", () -> deployments)
                .description("Deployments in the last snapshot")
                .register(meters);
        Gauge.builder("mcm.scheduler.pending", () -> pending)
                .description("Replicas that had no place in the last snapshot")
                .register(meters);
        Gauge.builder("mcm.scheduler.misplaced", () -> misplaced)
                .description("Replicas that stayed where a rule no longer allows them")
                .register(meters);
    }

    @Override
    public void onRead(SchedulerSnapshot snapshot, Duration took) {
        read.record(took);
        deployments = snapshot.deployments().size();
        pending = snapshot.pendingReplicas();
        misplaced = snapshot.misplacedReplicas();
    }

    @Override
    public void onDecided(Duration took) {
        decide.record(took);
    }

    @Override
    public void onWritten(SchedulerPlan plan, Duration took) {
        write.record(took);
        changes.increment(plan.placements().size());
    }

    private static Timer timer(MeterRegistry meters, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }
}
