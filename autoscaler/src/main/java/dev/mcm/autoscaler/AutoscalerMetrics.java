package dev.mcm.autoscaler;

import dev.mcm.autoscaler.core.Reason;
import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.autoscaler.loop.AutoscalerRoundObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Meters of the Autoscaler. The gauge is NaN while another instance leads.
final class AutoscalerMetrics implements AutoscalerRoundObserver {
    private final Timer decide;
    private final Map<Reason, Counter> changes = new EnumMap<>(Reason.class);
    private volatile double deployments = Double.NaN;

    AutoscalerMetrics(MeterRegistry meters) {
        this.decide =
                Timer.builder("mcm.autoscaler.decide")
                        .description("Deciding on all deployments")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        Gauge.builder("mcm.autoscaler.deployments", () -> deployments)
                .description("Deployments decided on in the last round")
                .register(meters);
        for (Reason reason : Reason.values()) {
            changes.put(
                    reason,
                    Counter.builder("mcm.autoscaler.target.changes")
                            .description("Scale targets written")
                            .tag("reason", reason.name())
                            .register(meters));
        }
    }

    @Override
    public void onDecided(int count, Duration took) {
        deployments = count;
        decide.record(took);
    }

    @Override
    public void onStandby() {
        deployments = Double.NaN;
    }

    @Override
    public void onWritten(List<TargetChange> written) {
        for (TargetChange change : written) {
            Counter counter = changes.get(change.reason());
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
