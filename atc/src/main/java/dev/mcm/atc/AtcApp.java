package dev.mcm.atc;

import dev.mcm.atc.adapter.kafka.ChangeFeed;
import dev.mcm.atc.adapter.kafka.KafkaPlaneTopics;
import dev.mcm.atc.adapter.kube.KubePlaneApis;
import dev.mcm.atc.adapter.postgres.DatabaseCheck;
import dev.mcm.atc.adapter.postgres.Fencing;
import dev.mcm.atc.adapter.postgres.PostgresDeploymentTables;
import dev.mcm.atc.adapter.postgres.PostgresExplanationTables;
import dev.mcm.atc.adapter.postgres.PostgresInstanceTypeTables;
import dev.mcm.atc.adapter.postgres.PostgresModelTables;
import dev.mcm.atc.adapter.postgres.PostgresOrganizationTables;
import dev.mcm.atc.adapter.postgres.PostgresPlaneTables;
import dev.mcm.atc.adapter.postgres.PostgresPlanes;
import dev.mcm.atc.adapter.postgres.PostgresPodSource;
import dev.mcm.atc.adapter.postgres.PostgresPushLog;
import dev.mcm.atc.adapter.postgres.PostgresPushSource;
import dev.mcm.atc.adapter.postgres.PostgresRemovalLog;
import dev.mcm.atc.adapter.postgres.PostgresRouteSource;
import dev.mcm.atc.adapter.postgres.PostgresSystemTables;
import dev.mcm.atc.adapter.postgres.PostgresTransactions;
import dev.mcm.atc.adapter.postgres.PostgresUpkeepStore;
import dev.mcm.atc.adapter.postgres.SpecCache;
import dev.mcm.atc.adapter.postgres.StatusReader;
import dev.mcm.atc.call.WatchHub;
import dev.mcm.atc.core.status.FailingStartPolicy;
import dev.mcm.atc.loop.Pusher;
import dev.mcm.atc.loop.PusherSettings;
import dev.mcm.atc.port.ApiPorts;
import dev.mcm.atc.port.PlaneTopics;
import dev.mcm.atc.port.PusherPorts;
import dev.mcm.shared.feed.RowFeed;
import dev.mcm.shared.grpc.GrpcServer;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.service.Service;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.Transactions;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseRole;
import java.time.Duration;
import java.util.List;

/// How ATC is put together.
public final class AtcApp {
    /// ATC as a deployable program.
    public static final Service<?> SERVICE =
            new Service<>(
                    "atc",
                    "the API, and the pusher that applies decisions to the workload planes",
                    AtcConfig::read,
                    AtcApp::assemble);

    private static final Duration DATABASE_LOOK = Duration.ofSeconds(2);
    private static final String NAME = "atc";

    private AtcApp() {}

    private static void assemble(AtcConfig config, Platform platform) {
        build(config, platform);
    }

    /// @return the API's server, which the platform's lifecycle starts and stops
    static GrpcServer build(AtcConfig config, Platform platform) {
        TimeSource time = platform.time();
        IdSource ids = new IdSource(RandomSource.secure());
        Database database =
                platform.own(
                        "control database",
                        Database.open(config.postgres(), DatabaseName.CONTROL, NAME));
        Database observed =
                platform.own(
                        "observed database",
                        Database.open(config.observed(), DatabaseName.OBSERVED, NAME));
        KafkaClients kafka = KafkaClients.of(config.kafka(), NAME);
        SpecCache specs = new SpecCache();

        LeaseKeeper lease = LeaseKeeper.of(LeaseRole.ATC_PUSHER, config.lease(), database, time);
        KubePlaneApis planes =
                platform.own(
                        "plane connections",
                        new KubePlaneApis(
                                config.credentials(), config.timing().probeTimeout(), time));
        Pusher pusher = pusher(config, platform, lease, new Outside(database, specs, planes));
        ApiPorts ports =
                api(new Databases(database, observed), specs, planes, new KafkaPlaneTopics(kafka));
        WatchHub watches = new WatchHub(ports.views(), time);
        RowFeed feed = ChangeFeed.of(List.of(pusher, watches));
        TopicTail changes = feed.tail("atc-changes", kafka, time, platform.meters());

        AtcApi api = new AtcApi(ports, watches, ids, time);
        GrpcServer grpc =
                new GrpcServer(
                        config.grpc(),
                        api.services(),
                        AtcApi.guards(config.tokens(), time),
                        time,
                        platform.meters());

        DatabaseCheck postgres = new DatabaseCheck(database);
        WakeableLoop looking =
                new WakeableLoop(
                        "atc-database",
                        LoopTiming.every(DATABASE_LOOK),
                        postgres::look,
                        time,
                        platform.meters());

        platform.run("lease", lease.onChange(pusher::onLease))
                .run("pusher", pusher)
                .run("changes", changes);
        platform.lifecycle().add(grpc).add(watches);
        platform.run("database", looking);
        platform.checks().ready("database", postgres);
        platform.checks().ready("changes", changes);
        return grpc;
    }

    /// @param control all that is decided, database `mcm`
    /// @param observed what planes report, database `mcm_observed`
    record Databases(Transactions control, Transactions observed) {}

    /// What the API's calls read and write.
    static ApiPorts api(
            Databases databases, SpecCache specs, KubePlaneApis planes, PlaneTopics topics) {
        Transactions control = databases.control();
        StatusReader reader = new StatusReader(specs);
        return new ApiPorts(
                new PostgresTransactions<>(control, PostgresOrganizationTables::new),
                new PostgresTransactions<>(control, PostgresModelTables::new),
                new PostgresTransactions<>(control, PostgresInstanceTypeTables::new),
                new PostgresTransactions<>(control, PostgresPlaneTables::new),
                new PostgresTransactions<>(control, tx -> new PostgresDeploymentTables(tx, reader)),
                new PostgresTransactions<>(control, tx -> new PostgresDeploymentTables(tx, reader)),
                new PostgresTransactions<>(
                        control, tx -> new PostgresExplanationTables(tx, reader)),
                new PostgresTransactions<>(control, PostgresSystemTables::new),
                new PostgresPodSource(databases.observed()),
                topics,
                planes,
                planes);
    }

    private record Outside(Database database, SpecCache specs, KubePlaneApis planes) {}

    private static Pusher pusher(
            AtcConfig config, Platform platform, LeaseKeeper lease, Outside outside) {
        TimeSource time = platform.time();
        Fencing fencing = new Fencing(lease);
        PostgresPushLog log = new PostgresPushLog(outside.database(), fencing);
        PusherPorts ports =
                new PusherPorts(
                        lease,
                        new PostgresPlanes(outside.database()),
                        outside.planes(),
                        new PostgresPushSource(outside.database(), outside.specs()),
                        log,
                        log,
                        log,
                        new PostgresRemovalLog(outside.database(), fencing),
                        new PostgresRouteSource(outside.database(), outside.specs()),
                        new PostgresUpkeepStore(
                                outside.database(),
                                fencing,
                                new StatusReader(outside.specs()),
                                new FailingStartPolicy(config.timing().startPatience())));
        PusherSettings settings =
                new PusherSettings(
                        time,
                        config.timing().probeInterval(),
                        config.timing().resyncInterval(),
                        config.removals());
        return new Pusher(ports, settings, config.timing().queueTimeout(), platform.meters());
    }
}
