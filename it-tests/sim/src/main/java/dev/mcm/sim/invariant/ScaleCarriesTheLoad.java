package dev.mcm.sim.invariant;

import dev.mcm.autoscaler.core.StoredTarget;
import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import dev.mcm.state.deployment.Autoscaling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Silence is not zero, neither of a plane nor of its meters. What waits at a silent plane for
/// replicas that are not there does not count, as the Autoscaler's page says.
final class ScaleCarriesTheLoad implements Invariant {
    /// Longest way of a sample to the Autoscaler.
    private static final long LATEST_SECONDS = 35;

    private static final int KEPT = 200;

    /// Replicas that a deployment needed in one second.
    ///
    /// @param late reports of some plane were on their way for long
    private record Need(long second, int replicas, boolean late) {}

    private final Findings findings;
    private final Map<DeploymentId, Deque<Need>> needs = new HashMap<>();
    private long second;

    ScaleCarriesTheLoad(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "The scale falls no lower than the least load of the last window needs.";
    }

    @Override
    public void afterEvent(World world) {
        long now = world.now().getEpochSecond();
        if (now != second) {
            second = now;
            world.rows().deployments().values().forEach(row -> remember(world, row));
        }
    }

    private void remember(World world, StoredRows.DeploymentRow row) {
        Deque<Need> last = needs.computeIfAbsent(row.id(), _ -> new ArrayDeque<>());
        double each = perReplica(row.autoscaling());
        int replicas = replicas(world.carried(row, each), each);
        last.addLast(new Need(second, replicas, world.somePlaneIsLate()));
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    @Override
    public void onTargets(World world, List<TargetChange> changes) {
        for (TargetChange change : changes) {
            StoredRows.DeploymentRow row = world.rows().deployments().get(change.deploymentId());
            StoredTarget stored = world.rows().target(change.deploymentId());
            if (row != null
                    && row.active()
                    && stored != null
                    && change.desired() < stored.desired()) {
                look(row, change);
            }
        }
    }

    private void look(StoredRows.DeploymentRow row, TargetChange change) {
        int needed = Math.min(row.autoscaling().maxReplica(), least(row));
        if (change.desired() < needed) {
            boolean late =
                    needs.getOrDefault(row.id(), new ArrayDeque<>()).stream().anyMatch(Need::late);
            findings.broken(
                    this,
                    late ? "LATE_PLANE" : "LOWERED",
                    "needed %d: %s".formatted(needed, change));
        }
    }

    /// Least need of the last window and of what may still be under way.
    private int least(StoredRows.DeploymentRow row) {
        long from = second - LATEST_SECONDS - row.autoscaling().windowSeconds();
        Deque<Need> last = needs.getOrDefault(row.id(), new ArrayDeque<>());
        if (last.isEmpty() || last.getFirst().second() > from) {
            return 0;
        }
        int least = Integer.MAX_VALUE;
        Iterator<Need> backwards = last.descendingIterator();
        while (backwards.hasNext()) {
            Need need = backwards.next();
            if (need.second() < from) {
                break;
            }
            least = Math.min(least, need.replicas());
        }
        return least;
    }

    private static double perReplica(Autoscaling settings) {
        return settings.concurrencyTarget() * settings.targetUtilizationPercentage() / 100.0;
    }

    private static int replicas(double load, double each) {
        return (int) Math.ceil(load / each - 1e-6);
    }

    /// Replicas that a load needs, within the limits of the deployment.
    static int needed(Autoscaling settings, int load) {
        int replicas = replicas(load, perReplica(settings));
        return Math.min(settings.maxReplica(), Math.max(settings.minReplica(), replicas));
    }
}
