package dev.mcm.autoscaler.loop;

import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.shared.id.DeploymentId;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Rings when a report has a request for a deployment that is scaled to zero, so that its first
/// request does not wait for the next tick. Thread-safe.
public final class SleeperAlarm implements Consumer<PlaneReport> {
    private volatile Supplier<Set<DeploymentId>> asleep = Set::of;
    private volatile Runnable ring = () -> {};

    /// @param sleepers deployments scaled to zero
    /// @param alarm called when one of them is wanted
    public void connect(Supplier<Set<DeploymentId>> sleepers, Runnable alarm) {
        ring = alarm;
        asleep = sleepers;
    }

    @Override
    public void accept(PlaneReport report) {
        Set<DeploymentId> sleeping = asleep.get();
        if (sleeping.isEmpty()) {
            return;
        }
        for (PlaneReport.Sample sample : report.samples()) {
            if (sample.demand() > 0 && sleeping.contains(sample.deploymentId())) {
                ring.run();
                return;
            }
        }
    }
}
