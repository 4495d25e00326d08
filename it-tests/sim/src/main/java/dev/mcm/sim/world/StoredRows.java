package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.Checkpoint;
import dev.mcm.autoscaler.core.StoredTarget;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.NodeClass;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.scheduler.core.Verdict;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.sim.plane.PlanePicture;
import dev.mcm.sim.plane.Workload;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is stored: as the database, which every part reads and writes in one instant.
public final class StoredRows {
    final SortedMap<PlaneId, PlaneRow> planes = new TreeMap<>();
    final SortedMap<DeploymentId, DeploymentRow> deployments = new TreeMap<>();
    final Map<DeploymentId, StoredTarget> targets = new HashMap<>();
    final Map<DeploymentId, Checkpoint> checkpoints = new HashMap<>();
    final Map<DeploymentId, SortedMap<Place, PlacementRow>> placements = new HashMap<>();
    final Map<DeploymentId, SummaryCounts> summaries = new HashMap<>();
    final Map<DeploymentId, Instant> summarisedAt = new HashMap<>();
    final Map<DeploymentId, List<Verdict>> verdicts = new HashMap<>();

    /// @param changedAt second of the last change by its user
    public record DeploymentRow(
            DeploymentId id,
            long version,
            int priority,
            Instant createdAt,
            long changedAt,
            boolean active,
            Autoscaling autoscaling,
            DeploymentSpec spec) {}

    /// Where replicas of a deployment are counted.
    public record Place(PlaneId planeId, InstanceTypeName instanceType)
            implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = planeId.compareTo(other.planeId);
            return order != 0 ? order : instanceType.compareTo(other.instanceType);
        }
    }

    /// @param decidedAt when it was written last
    public record PlacementRow(int replicas, long version, Instant decidedAt, MoveMemory memory) {}

    /// One plane and what was heard of it. Mutable.
    public static final class PlaneRow {
        final PlaneId id;
        final String provider;
        final String region;
        boolean cordoned;
        PlaneLiveness liveness;
        PlaneProbe probe;
        @Nullable PlaneStateRow status;
        PlanePicture sight = new PlanePicture(List.of(), Map.of());
        final ShownReplicas shown = new ShownReplicas();

        PlaneRow(PlaneId id, String provider, String region, Instant since) {
            this.id = id;
            this.provider = provider;
            this.region = region;
            this.liveness = hearing(Hearing.LIVE, since);
            this.probe = reached(true, since);
        }

        PlaneLiveness hearing(Hearing hearing, Instant since) {
            return new PlaneLiveness(id, hearing, new Epoch(1), since, "", true);
        }

        PlaneProbe reached(boolean reached, Instant since) {
            return new PlaneProbe(id, reached, "", since);
        }

        public PlaneId id() {
            return id;
        }

        public String provider() {
            return provider;
        }

        public String region() {
            return region;
        }

        public boolean cordoned() {
            return cordoned;
        }

        public @Nullable PlaneStateRow status() {
            return status;
        }

        List<NodeClass> capacity() {
            return sight.capacity();
        }
    }

    public SortedMap<PlaneId, PlaneRow> planes() {
        return planes;
    }

    public SortedMap<DeploymentId, DeploymentRow> deployments() {
        return deployments;
    }

    public @Nullable StoredTarget target(DeploymentId deployment) {
        return targets.get(deployment);
    }

    public SortedMap<Place, PlacementRow> placements(DeploymentId deployment) {
        SortedMap<Place, PlacementRow> rows = placements.get(deployment);
        return rows == null ? new TreeMap<>() : rows;
    }

    public int placed(DeploymentId deployment) {
        return placements(deployment).values().stream().mapToInt(PlacementRow::replicas).sum();
    }

    public PlanePicture.Counts seen(DeploymentId deployment, Place place) {
        PlaneRow plane = planes.get(place.planeId());
        return plane == null
                ? PlanePicture.Counts.NONE
                : PlanePicture.Counts.of(
                        plane.sight
                                .replicas()
                                .getOrDefault(
                                        new Workload.Key(deployment, place.instanceType()),
                                        List.of()));
    }

    /// What the plane shows there with ages; empty = not even the workload.
    public Optional<List<ReplicaGroup>> shown(DeploymentId deployment, Place place) {
        PlaneRow plane = planes.get(place.planeId());
        return Optional.ofNullable(plane)
                .map(row ->
                        row.shown.groups().get(new Workload.Key(deployment, place.instanceType())));
    }

    List<PlacedCell> placementFacts(DeploymentId deployment) {
        return placements(deployment).entrySet().stream()
                .map(entry -> cell(deployment, entry.getKey(), entry.getValue()))
                .toList();
    }

    private PlacedCell cell(DeploymentId deployment, Place place, PlacementRow row) {
        SortedMap<Long, List<ReplicaGroup>> observed = new TreeMap<>();
        shown(deployment, place).ifPresent(groups -> observed.put(row.version(), groups));
        return new PlacedCell(
                place.planeId(),
                place.instanceType(),
                PodRevision.UNKNOWN,
                WorkloadKind.DEPLOYMENT,
                row.replicas(),
                row.version(),
                row.decidedAt(),
                observed,
                row.memory());
    }

    /// A deployment that is being deleted ends when nothing of it is placed or seen any more.
    boolean ended(DeploymentRow row) {
        return !row.active()
                && placed(row.id()) == 0
                && planes.values().stream()
                        .flatMap(plane -> plane.sight.replicas().keySet().stream())
                        .noneMatch(key -> key.deploymentId().equals(row.id()));
    }

    void remove(DeploymentId deployment) {
        deployments.remove(deployment);
        targets.remove(deployment);
        checkpoints.remove(deployment);
        placements.remove(deployment);
        summaries.remove(deployment);
        summarisedAt.remove(deployment);
        verdicts.remove(deployment);
    }
}
