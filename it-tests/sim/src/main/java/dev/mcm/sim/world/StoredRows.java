package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.Checkpoint;
import dev.mcm.autoscaler.core.StoredTarget;
import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.NodeClass;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.scheduler.core.Verdict;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.sim.plane.ModelledWorkload;
import dev.mcm.sim.plane.PlanePicture;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private final Map<DeploymentId, SortedMap<Long, DeploymentRow>> versions = new HashMap<>();

    /// @param changedAt second of the last change by its user
    /// @param image which one it is of all that the deployment has had
    /// @param rollout how its replicas give way to others
    public record DeploymentRow(
            DeploymentId id,
            long version,
            int priority,
            Instant createdAt,
            long changedAt,
            boolean active,
            Autoscaling autoscaling,
            DeploymentSpec spec,
            int image,
            Rollout rollout) {
        public DeploymentRow {
            int made = image;
            spec =
                    spec.with(
                            spec.options().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    ShapeOption::instanceType,
                                                    option -> revision(made, option.shape()))));
        }

        /// As [PodRevision] names what a pod is made of: here the image and the shape.
        private static PodRevision revision(int image, Shape shape) {
            return new PodRevision("%02x%08x".formatted(image & 0xff, shape.hashCode()));
        }

        /// The option that makes replicas of that place today; empty = none does.
        public Optional<ShapeOption> option(Place place) {
            return spec.options().stream()
                    .filter(option ->
                            option.instanceType().equals(place.instanceType())
                                    && (place.revision().equals(PodRevision.UNKNOWN)
                                            || place.revision().equals(option.revision())))
                    .findFirst();
        }
    }

    /// Where replicas of a deployment are counted, and what they are made of.
    public record Place(PlaneId planeId, InstanceTypeName instanceType, PodRevision revision)
            implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::planeId)
                        .thenComparing(Place::instanceType)
                        .thenComparing(place -> place.revision().value());

        public static Place of(PlacedCell row) {
            return new Place(row.planeId(), row.instanceType(), row.revision());
        }

        public static Place of(CellChange change) {
            return new Place(change.planeId(), change.instanceType(), change.revision());
        }

        public static Place of(PlaneId planeId, ModelledWorkload.Key workload) {
            return new Place(planeId, workload.instanceType(), workload.revision());
        }

        ModelledWorkload.Key workload(DeploymentId deployment) {
            return new ModelledWorkload.Key(deployment, instanceType, revision);
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /// @param version of the deployment that its replicas are rendered for
    /// @param decidedAt when it was written last
    public record PlacementRow(
            WorkloadKind workload,
            int replicas,
            long version,
            Instant decidedAt,
            MoveMemory memory) {}

    /// One plane and what was heard of it. Mutable.
    public static final class PlaneRow {
        final PlaneId id;
        final String provider;
        final String region;
        boolean cordoned;
        @Nullable PlaneOrder order;
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

        void drain(Duration within, Instant now) {
            order =
                    new PlaneOrder(
                            id,
                            PlaneOrderKind.DRAIN,
                            "its hall is rebuilt",
                            "ops",
                            now.plus(within),
                            now);
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

        /// The operator's word; null = none.
        public @Nullable PlaneOrder order() {
            return order;
        }

        /// Nothing new goes there, and what is there is handed over.
        public boolean draining() {
            return order != null && order.kind() == PlaneOrderKind.DRAIN;
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

    /// A new version of a deployment, which stays known.
    void put(DeploymentRow row) {
        deployments.put(row.id(), row);
        versions.computeIfAbsent(row.id(), _ -> new TreeMap<>()).put(row.version(), row);
    }

    /// What replicas of a placement are, by the version that they are rendered for.
    ///
    /// @throws IllegalStateException that version has no such replicas
    public Shape shape(DeploymentId deployment, Place place, PlacementRow placement) {
        return version(deployment, placement)
                .option(place)
                .map(ShapeOption::shape)
                .orElseThrow(() ->
                        new IllegalStateException(
                                deployment
                                        + " is placed as "
                                        + place
                                        + " (expected: what its version "
                                        + placement.version()
                                        + " is made of)"));
    }

    private DeploymentRow version(DeploymentId deployment, PlacementRow placement) {
        DeploymentRow version =
                versions.getOrDefault(deployment, new TreeMap<>()).get(placement.version());
        if (version == null) {
            throw new IllegalStateException(
                    deployment + " is placed in a version that it never had: " + placement);
        }
        return version;
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
                        plane.sight.replicas().getOrDefault(place.workload(deployment), List.of()));
    }

    /// What the plane shows there with ages; empty = not even the workload.
    public Optional<List<ReplicaGroup>> shown(DeploymentId deployment, Place place) {
        PlaneRow plane = planes.get(place.planeId());
        return Optional.ofNullable(plane)
                .map(row -> row.shown.groups().get(place.workload(deployment)));
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
                place.revision(),
                row.workload(),
                row.replicas(),
                row.version(),
                version(deployment, row).spec(),
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
        versions.remove(deployment);
        targets.remove(deployment);
        checkpoints.remove(deployment);
        placements.remove(deployment);
        summaries.remove(deployment);
        summarisedAt.remove(deployment);
        verdicts.remove(deployment);
    }
}
