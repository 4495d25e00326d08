package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.PlacedReplicas;
import dev.mcm.atc.core.manifest.PushedDeployment;
import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.core.routing.RoutedDeployment;
import dev.mcm.atc.core.routing.RoutedPlane;
import dev.mcm.atc.core.routing.RoutedReplicas;
import dev.mcm.atc.port.PlaneApis;
import dev.mcm.atc.port.ProbeLog;
import dev.mcm.atc.port.PushLog;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushStateLog;
import dev.mcm.atc.port.PushTask;
import dev.mcm.atc.port.PusherPorts;
import dev.mcm.atc.port.RouteSource;
import dev.mcm.atc.port.UpkeepStore;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.lease.Leadership;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.Workload;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.PushState;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What pushers read and write of the database, in memory. One organisation, one instance type.
/// Thread-safe.
final class FakeDatabase
        implements PushSource, PushLog, ProbeLog, PushStateLog, RouteSource, UpkeepStore {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final InstanceTypeName CPU = new InstanceTypeName("cpu");
    static final PodRevision REVISION = new PodRevision("00c0ffee42");
    static final ResolvedSpec SPEC =
            ResolvedSpec.newBuilder()
                    .setSpec(DeploymentSpec.newBuilder().setImage("i").setPort(8080))
                    .addOptions(
                            ShapeOption.newBuilder()
                                    .setInstanceType(CPU.value())
                                    .setShape(
                                            Shape.newBuilder()
                                                    .setCpuMilli(1000)
                                                    .setMemoryMib(1024)))
                    .build();

    final FakeRemovalLog removals = new FakeRemovalLog();
    private final Map<PlaneId, Plane> planes = new TreeMap<>();
    private final Map<DeploymentId, Map<PlaneId, PlacedReplicas>> placements = new TreeMap<>();
    private final Map<PushKey, Push> pushes = new HashMap<>();
    private final Map<PlaneId, PlaneProbe> probes = new HashMap<>();
    private final Set<DeploymentId> stopped = new HashSet<>();
    private final Map<PlaneId, PushState> states = new HashMap<>();
    private volatile Runnable beforeTasks = () -> {};
    private long version;

    /// All that a pusher needs, on this database.
    PusherPorts ports(Leadership leadership, PlaneApis apis) {
        return new PusherPorts(
                leadership, this::allPlanes, apis, this, this, this, this, removals, this, this);
    }

    synchronized void plane(String id) {
        PlaneId plane = new PlaneId(id);
        planes.put(
                plane,
                new Plane(
                        plane,
                        "sim",
                        "here",
                        "http://" + id,
                        id + ".kubeconfig",
                        "http://gateway-" + id,
                        false,
                        false,
                        "",
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH));
    }

    /// Runs before each reading of what is to be pushed.
    void beforeTasks(Runnable action) {
        beforeTasks = action;
    }

    /// Gives out versions up to this one.
    synchronized void versionsUpTo(long given) {
        version = Math.max(version, given);
    }

    /// A new placement with the next version; 0 replicas = it runs nothing there.
    synchronized long place(DeploymentId id, String plane, int replicas) {
        version++;
        placements
                .computeIfAbsent(id, _ -> new TreeMap<>())
                .put(new PlaneId(plane), placed(id, replicas, version));
        return version;
    }

    /// A backup from before anything was placed was restored.
    synchronized void versionsBack() {
        version = 0;
    }

    /// The Scheduler has ended its row on the first plane and placed it on the other.
    synchronized void move(DeploymentId id, String from, String to) {
        place(id, to, 1);
        placements.get(id).remove(new PlaneId(from));
    }

    /// The deployment and its placements are gone.
    synchronized void remove(DeploymentId id) {
        placements.remove(id);
        pushes.keySet().removeIf(key -> key.deploymentId().equals(id));
    }

    /// The deployment is switched off, or is being deleted; its placements are as they were.
    synchronized void stop(DeploymentId id) {
        stopped.add(id);
    }

    synchronized Optional<Push> pushed(DeploymentId id, String plane) {
        return Optional.ofNullable(pushes.get(new PushKey(id, new PlaneId(plane))));
    }

    synchronized List<Plane> allPlanes() {
        return List.copyOf(planes.values());
    }

    @Override
    public Map<DeploymentId, PushTask> tasks(PlaneId plane, Collection<DeploymentId> deployments) {
        beforeTasks.run();
        return read(plane, deployments);
    }

    private synchronized Map<DeploymentId, PushTask> read(
            PlaneId plane, Collection<DeploymentId> deployments) {
        Map<DeploymentId, PushTask> tasks = new HashMap<>();
        for (DeploymentId id : deployments) {
            Map<PlaneId, PlacedReplicas> placed = placements.get(id);
            if (placed != null) {
                tasks.put(
                        id,
                        new PushTask(
                                stopped.contains(id) ? stopped(id) : facts(id),
                                placed.containsKey(plane) ? List.of(placed.get(plane)) : List.of(),
                                pushes.get(new PushKey(id, plane)),
                                servedElsewhere(placed, plane)));
            }
        }
        return tasks;
    }

    /// What is placed is ready.
    private static boolean servedElsewhere(Map<PlaneId, PlacedReplicas> placed, PlaneId plane) {
        return placed.entrySet().stream()
                .anyMatch(at -> !at.getKey().equals(plane) && at.getValue().replicas() > 0);
    }

    @Override
    public synchronized Set<DeploymentId> onPlane(PlaneId plane) {
        Set<DeploymentId> there = new HashSet<>();
        placements.forEach((id, placed) -> {
            if (placed.containsKey(plane) || pushes.containsKey(new PushKey(id, plane))) {
                there.add(id);
            }
        });
        return there;
    }

    @Override
    public synchronized long newestVersion() {
        return version;
    }

    @Override
    public synchronized void write(List<Push> done, List<PushKey> forgotten) {
        done.forEach(push -> pushes.put(push.key(), push));
        forgotten.forEach(pushes::remove);
    }

    @Override
    public synchronized Optional<PlaneProbe> find(PlaneId plane) {
        return Optional.ofNullable(probes.get(plane));
    }

    @Override
    public synchronized void write(Map<PlaneId, PushState> said) {
        states.putAll(said);
    }

    /// What the pusher has said of the plane last.
    synchronized PushState state(String plane) {
        return states.getOrDefault(new PlaneId(plane), PushState.getDefaultInstance());
    }

    @Override
    public void probing(List<PlaneId> planes) {}

    @Override
    public synchronized void write(PlaneProbe probe) {
        probes.put(probe.planeId(), probe);
    }

    @Override
    public PlaneIdentity identify(PlaneId plane, FoundCluster found, Instant now) {
        return switch (found) {
            case FoundCluster.Named(String uid) ->
                    new PlaneIdentity(plane, IdentityState.KNOWN, uid, "", now);
            case FoundCluster.Unreadable(String why) ->
                    new PlaneIdentity(plane, IdentityState.UNREADABLE, "", why, now);
        };
    }

    @Override
    public synchronized Map<PlaneId, RoutedPlane> planes() {
        Map<PlaneId, RoutedPlane> routed = new HashMap<>();
        planes.values()
                .forEach(plane ->
                        routed.put(
                                plane.id(),
                                new RoutedPlane(
                                        plane.id(),
                                        plane.provider(),
                                        plane.region(),
                                        plane.organizations(),
                                        URI.create(plane.gatewayUrl()),
                                        true,
                                        false)));
        return routed;
    }

    @Override
    public synchronized List<RoutedDeployment> all() {
        return some(placements.keySet());
    }

    @Override
    public synchronized List<RoutedDeployment> some(Collection<DeploymentId> deployments) {
        return deployments.stream()
                .filter(id -> placements.containsKey(id) && !stopped.contains(id))
                .map(this::routed)
                .toList();
    }

    @Override
    public int rememberAll(Instant now) {
        return 0;
    }

    @Override
    public int remember(Collection<DeploymentId> deployments, Instant now) {
        return 0;
    }

    @Override
    public int rememberVersions() {
        return 0;
    }

    @Override
    public List<DeploymentId> reap() {
        return List.of();
    }

    @Override
    public int purgeAnswers(Instant before) {
        return 0;
    }

    private RoutedDeployment routed(DeploymentId id) {
        Map<PlaneId, PlacedReplicas> placed = placements.getOrDefault(id, Map.of());
        List<RoutedReplicas> replicas =
                placed.entrySet().stream()
                        .map(at ->
                                new RoutedReplicas(
                                        at.getKey(),
                                        at.getValue().replicas(),
                                        at.getValue().replicas()))
                        .toList();
        long newest =
                placed.values().stream().mapToLong(PlacedReplicas::pushVersion).max().orElse(0);
        return new RoutedDeployment(
                id,
                "acme",
                1,
                30,
                List.of(),
                PlacementPolicy.getDefaultInstance(),
                replicas,
                newest);
    }

    static PushedDeployment facts(DeploymentId id) {
        return new PushedDeployment(id, ACME, new ModelId("m-0123456789"), 1, false, SPEC);
    }

    /// As it is when it may run nowhere.
    static PushedDeployment stopped(DeploymentId id) {
        return new PushedDeployment(id, ACME, new ModelId("m-0123456789"), 1, true, SPEC);
    }

    /// Replicas of the one revision that there is.
    static PlacedReplicas placed(DeploymentId id, int replicas, long version) {
        PlacementKey key = new PlacementKey(id, new PlaneId("any"), CPU, REVISION);
        Workload workload = Workload.of(WorkloadKind.REPLICA_SET, key);
        return new PlacedReplicas(CPU, REVISION, workload, replicas, 1, SPEC, version);
    }
}
