package dev.mcm.scheduler;

import dev.mcm.scheduler.core.PlaneCensus;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.loop.SchedulerRoundObserver;
import dev.mcm.state.plane.PlaneState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Meters of the Scheduler. Gauges are NaN while another instance leads.
final class SchedulerMetrics implements SchedulerRoundObserver {
    private final Timer read;
    private final Timer decide;
    private final Timer write;
    private final Counter changes;
    private volatile @Nullable Seen seen;
    private volatile @Nullable PlaneCensus census;

    private record Seen(int deployments, int frozen, long pending, long misplaced) {}

    SchedulerMetrics(MeterRegistry meters) {
        this.read = timer(meters, "mcm.scheduler.read", "Reading the snapshot");
        this.decide = timer(meters, "mcm.scheduler.decide", "Deciding on all deployments");
        this.write = timer(meters, "mcm.scheduler.write", "Writing a plan that is not empty");
        this.changes =
                Counter.builder("mcm.scheduler.placement.changes")
                        .description("Placements written")
                        .register(meters);
        Gauge.builder("mcm.scheduler.deployments", () -> of(seen, Seen::deployments))
                .description("Deployments in the last snapshot")
                .register(meters);
        Gauge.builder("mcm.scheduler.deployments.frozen", () -> of(seen, Seen::frozen))
                .description("Deployments left as they are because their specs cannot be read")
                .register(meters);
        Gauge.builder("mcm.scheduler.pending", () -> of(seen, Seen::pending))
                .description("Replicas that had no place in the last snapshot")
                .register(meters);
        Gauge.builder("mcm.scheduler.misplaced", () -> of(seen, Seen::misplaced))
                .description("Replicas that stayed where a rule no longer allows them")
                .register(meters);
        planes(meters);
    }

    private void planes(MeterRegistry meters) {
        for (PlaneState state : PlaneState.values()) {
            Gauge.builder("mcm.scheduler.planes", () -> of(census, planes -> planes.in(state)))
                    .description("Planes in this state after the last decision")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder("mcm.scheduler.planes.braked", () -> of(census, PlaneCensus::braked))
                .description("Planes that are not declared lost only because too many vanished")
                .register(meters);
    }

    private static <T> double of(@Nullable T last, ToDoubleFunction<T> value) {
        return last == null ? Double.NaN : value.applyAsDouble(last);
    }

    @Override
    public void onRead(SchedulerSnapshot snapshot, Duration took) {
        read.record(took);
        seen =
                new Seen(
                        snapshot.deployments().size() + snapshot.frozen().size(),
                        snapshot.frozen().size(),
                        snapshot.pendingReplicas(),
                        snapshot.misplacedReplicas());
    }

    @Override
    public void onDecided(PlaneCensus planes, Duration took) {
        decide.record(took);
        census = planes;
    }

    @Override
    public void onWritten(SchedulerPlan plan, Duration took) {
        write.record(took);
        changes.increment(plan.placements().size());
    }

    @Override
    public void onStandby() {
        seen = null;
        census = null;
    }

    private static Timer timer(MeterRegistry meters, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }
}
