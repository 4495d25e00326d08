package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.manifest.RouteShardManifest;
import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.atc.core.routing.RoutedDeployment;
import dev.mcm.atc.core.routing.RoutedPlane;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PusherPorts;
import dev.mcm.atc.port.RouteSource;
import dev.mcm.atc.port.RowChange;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/// Planes and a database in memory, and as many pushers as a test wants, on real time.
final class LoopWorld {
    static final Duration RESYNC = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    final FakeDatabase database = new FakeDatabase();
    private final Map<PlaneId, FakePlaneApi> planes = new ConcurrentHashMap<>();
    private final List<TestRole> roles = new ArrayList<>();

    FakePlaneApi plane(String id) {
        FakePlaneApi api = new FakePlaneApi();
        planes.put(new PlaneId(id), api);
        database.plane(id);
        return api;
    }

    /// A pusher that does not lead yet.
    TestRole pusher() throws Exception {
        TestRole role = new TestRole();
        roles.add(role);
        role.role.start();
        return role;
    }

    void close() throws Exception {
        for (TestRole role : roles) {
            role.role.stop();
        }
    }

    /// One process that may push.
    final class TestRole {
        final MeterRegistry meters = new SimpleMeterRegistry();
        final Pusher role;
        private volatile Optional<Epoch> epoch = Optional.empty();
        private volatile Runnable beforeRoutes = () -> {};

        private TestRole() {
            PusherSettings timing =
                    new PusherSettings(
                            SystemTime.SYSTEM,
                            Duration.ofMillis(30),
                            RESYNC,
                            RemovalPolicy.DEFAULT);
            PusherPorts ports =
                    new PusherPorts(
                            () -> epoch,
                            database::allPlanes,
                            plane -> planes.get(plane.id()),
                            database,
                            database,
                            database,
                            database,
                            database.removals,
                            new Routes(),
                            database);
            role = new Pusher(ports, timing, Duration.ofSeconds(60), meters);
        }

        /// Runs before each reading of routes by this pusher.
        void beforeRoutes(Runnable action) {
            beforeRoutes = action;
        }

        private final class Routes implements RouteSource {
            @Override
            public Map<PlaneId, RoutedPlane> planes() {
                return database.planes();
            }

            @Override
            public List<RoutedDeployment> all() {
                beforeRoutes.run();
                return database.all();
            }

            @Override
            public List<RoutedDeployment> some(Collection<DeploymentId> deployments) {
                beforeRoutes.run();
                return database.some(deployments);
            }
        }

        void lead(long reign) {
            epoch = Optional.of(new Epoch(reign));
            role.onLease();
        }

        /// The lease has gone, and the process knows it.
        void loseLease() {
            epoch = Optional.empty();
            role.onLease();
        }

        void changed(String table, String... key) {
            role.onChange(new RowChange(Table.of(table).orElseThrow(), List.of(key)));
        }

        /// Places and tells this pusher so.
        long place(DeploymentId id, String plane, int replicas) {
            long version = database.place(id, plane, replicas);
            changed("placements", id.value(), plane, FakeDatabase.CPU.value());
            return version;
        }
    }

    static DeploymentPush pushing(FakePlaneApi api) {
        StateLog budgets = new StateLog(LoggerFactory.getLogger(LoopWorld.class), "budgets");
        return new DeploymentPush(api, new Fences(api), budgets);
    }

    static DeploymentId id(int number) {
        return new DeploymentId("d-%010d".formatted(number));
    }

    /// A deployment whose route is in the shard.
    static DeploymentId inShard(int shard) {
        for (int number = 0; ; number++) {
            if (PlaneNames.routeShard(id(number)) == shard) {
                return id(number);
            }
        }
    }

    static ManifestKey workload(DeploymentId id) {
        return FakeDatabase.placed(id, 1, 1).key("mcm-acme");
    }

    /// As it was made before there were revisions.
    static ManifestKey workload(DeploymentId id, String instanceType) {
        return new ManifestKey(ManifestKind.DEPLOYMENT, "mcm-acme", id + "-" + instanceType);
    }

    static ManifestKey service(DeploymentId id) {
        return new ManifestKey(ManifestKind.SERVICE, "mcm-acme", id.value());
    }

    static ManifestKey httpRoute(DeploymentId id) {
        return new ManifestKey(ManifestKind.HTTP_ROUTE, "mcm-acme", id.value());
    }

    static ManifestKey budget(DeploymentId id) {
        return new ManifestKey(ManifestKind.POD_DISRUPTION_BUDGET, "mcm-acme", id.value());
    }

    /// An object of a deployment of old.
    static void leftover(FakePlaneApi api, DeploymentId id, ManifestKey key, long version) {
        namespace(api, "mcm-acme");
        Map<String, Object> labels = new HashMap<>();
        labels.put(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED);
        labels.put(PlaneNames.LABEL_ORGANIZATION, "acme");
        labels.put(PlaneNames.LABEL_DEPLOYMENT, id.value());
        if (key.kind() == ManifestKind.REPLICA_SET) {
            labels.put(PlaneNames.LABEL_REVISION, FakeDatabase.REVISION.value());
        }
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("name", key.name());
        metadata.put("namespace", key.namespace());
        metadata.put("labels", labels);
        metadata.put("annotations", Map.of(PlaneNames.ANNOTATION_VERSION, Long.toString(version)));
        api.meddle(key, Map.of("metadata", metadata));
    }

    static void namespace(FakePlaneApi api, String name) {
        ManifestKey key = new ManifestKey(ManifestKind.NAMESPACE, "", name);
        if (api.peek(key).isEmpty()) {
            api.meddle(key, Map.of("metadata", Map.of("name", name)));
        }
    }

    /// The routes of a shard as the plane has them; empty when there are none of MCM's.
    static Optional<RoutingTable> table(FakePlaneApi api, int shard) {
        return api.peek(RouteShardManifest.key(shard))
                .filter(LiveObject::isManaged)
                .map(LiveObject::data)
                .map(RoutingTableCodec::decode);
    }

    static Optional<Route> route(FakePlaneApi api, DeploymentId id) {
        return table(api, PlaneNames.routeShard(id)).map(table -> table.routes().get(id));
    }

    static void put(FakePlaneApi api, Manifest manifest) {
        namespace(api, manifest.key().namespace());
        api.meddle(manifest.key(), manifest.tree());
    }

    static void await(String what, Waiting.Condition condition) throws InterruptedException {
        Waiting.until(what, LIMIT, condition);
    }

    /// Long enough for three resyncs.
    static void settle() throws InterruptedException {
        Waiting.pause(RESYNC.multipliedBy(3));
    }
}
