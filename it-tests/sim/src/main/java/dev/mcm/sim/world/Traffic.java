package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.autoscaler.core.Throughput;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Requests and gateways as flows: the requests in flight for a deployment are shared over the
/// planes that users reach, by the replicas that serve; with none, they wait at the first such
/// plane. One request takes a second.
final class Traffic {
    private record Lane(PlaneId plane, DeploymentId deployment) {}

    private static final class Counters {
        private double arrivals;
        private double served;
    }

    private final World world;
    private final Map<DeploymentId, Integer> levels = new HashMap<>();
    private final Map<Lane, Counters> counters = new HashMap<>();

    Traffic(World world) {
        this.world = world;
    }

    void set(DeploymentId deployment, int level) {
        levels.put(deployment, level);
    }

    int level(DeploymentId deployment) {
        return levels.getOrDefault(deployment, 0);
    }

    /// @param demand in flight and waiting there
    private record Share(PlaneLink link, double demand, int serving) {}

    /// What each gateway has seen in the last second, by plane.
    Map<PlaneId, List<PlaneReport.Sample>> second() {
        Map<PlaneId, List<PlaneReport.Sample>> samples = new HashMap<>();
        for (StoredRows.DeploymentRow row : world.rows().deployments.values()) {
            for (Share share : row.active() ? shares(row) : List.<Share>of()) {
                samples.computeIfAbsent(share.link.id(), _ -> new ArrayList<>())
                        .add(sample(share, row));
            }
        }
        return samples;
    }

    double carried(StoredRows.DeploymentRow row, double perReplica) {
        double carried = 0;
        for (Share share : shares(row)) {
            carried +=
                    share.link.heard()
                            ? share.demand
                            : Math.min(share.demand, share.serving * perReplica);
        }
        return carried;
    }

    private List<Share> shares(StoredRows.DeploymentRow row) {
        List<Share> shares = new ArrayList<>();
        int level = level(row.id());
        int all = world.serving(row.id(), PlaneLink::reachedByUsers);
        for (PlaneLink link : world.links().values()) {
            if (link.reachedByUsers()) {
                int serving = link.model().serving(row.id());
                double first = shares.isEmpty() ? 1 : 0;
                double part = all > 0 ? (double) serving / all : first;
                shares.add(new Share(link, level * part, serving));
            }
        }
        return shares;
    }

    private PlaneReport.Sample sample(Share share, StoredRows.DeploymentRow row) {
        double most = (double) share.serving * row.autoscaling().concurrencyTarget();
        double inFlight = Math.min(share.demand, most);
        Counters lane =
                counters.computeIfAbsent(new Lane(share.link.id(), row.id()), _ -> new Counters());
        lane.arrivals += inFlight;
        lane.served += inFlight;
        Throughput throughput =
                new Throughput(inFlight, Math.round(lane.arrivals), Math.round(lane.served));
        return new PlaneReport.Sample(row.id(), share.demand, share.serving, throughput);
    }
}
