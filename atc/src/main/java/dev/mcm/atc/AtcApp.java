package dev.mcm.atc;

import dev.mcm.atc.adapter.grpc.DeploymentEndpoint;
import dev.mcm.atc.adapter.grpc.InstanceTypeEndpoint;
import dev.mcm.atc.adapter.grpc.ModelEndpoint;
import dev.mcm.atc.adapter.grpc.OrganizationEndpoint;
import dev.mcm.atc.adapter.grpc.PlaneEndpoint;
import dev.mcm.atc.adapter.kafka.ChangeFeed;
import dev.mcm.atc.adapter.kafka.KafkaPlaneTopics;
import dev.mcm.atc.adapter.kube.KubePlaneApis;
import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.adapter.postgres.Fencing;
import dev.mcm.atc.adapter.postgres.PostgresLeadership;
import dev.mcm.atc.adapter.postgres.PostgresPushLog;
import dev.mcm.atc.adapter.postgres.PostgresPushSource;
import dev.mcm.atc.adapter.postgres.PostgresRouteSource;
import dev.mcm.atc.adapter.postgres.PostgresUpkeepStore;
import dev.mcm.atc.adapter.postgres.SpecCache;
import dev.mcm.atc.loop.PusherPorts;
import dev.mcm.atc.loop.PusherRole;
import dev.mcm.atc.loop.PusherTiming;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.grpc.AuthInterceptor;
import dev.mcm.shared.grpc.GrpcServer;
import dev.mcm.shared.http.OperationsServer;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.lifecycle.Lifecycle;
import dev.mcm.shared.metrics.Metrics;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseSettings;
import dev.mcm.state.lease.PostgresLeaseStore;
import io.grpc.BindableService;
import java.util.List;
import java.util.Map;

/// ATC, wired by hand.
public final class AtcApp {
    private static final String SERVICE = "atc";
    private static final String LEASE = "atc-pusher";

    private final Lifecycle parts;
    private final GrpcServer grpc;

    private AtcApp(Lifecycle parts, GrpcServer grpc) {
        this.parts = parts;
        this.grpc = grpc;
    }

    static void run(Map<String, String> environment) {
        AtcConfig config = ConfigReader.forService(SERVICE, environment).read(AtcConfig::read);
        ServiceRun.untilStopped(SERVICE, assemble(config, SystemTime.SYSTEM).parts);
    }

    public static AtcApp assemble(AtcConfig config, TimeSource time) {
        Lifecycle parts = new Lifecycle();
        Metrics metrics = parts.own("metrics", new Metrics(SERVICE));
        HealthChecks health = new HealthChecks();
        IdSource ids = new IdSource(RandomSource.secure());

        Database database = parts.own("database", Database.open(config.postgres(), DatabaseName.CONTROL, SERVICE));
        KafkaClients kafka = KafkaClients.of(config.kafka(), SERVICE);
        SpecCache specs = new SpecCache();
        DeploymentReader reader = new DeploymentReader(specs);

        LeaseSettings lease = new LeaseSettings(LEASE, SERVICE + "-" + ids.characters(10), config.leaseTtl());
        LeaseKeeper keeper = new LeaseKeeper(lease, database, new PostgresLeaseStore(), time);
        Fencing fencing = new Fencing(keeper);
        PostgresPushLog log = new PostgresPushLog(database, fencing);
        KubePlaneApis planes = parts.own("plane connections", new KubePlaneApis(config.credentials(), config.probeTimeout(), time));
        PusherPorts ports =
                new PusherPorts(
                        new PostgresLeadership(keeper, database),
                        planes,
                        new PostgresPushSource(database, specs),
                        log,
                        log,
                        new PostgresRouteSource(database, specs),
                        new PostgresUpkeepStore(database, fencing),
                        time);
        PusherTiming timing = new PusherTiming(time, config.probeInterval(), config.resyncInterval());
        PusherRole pusher = new PusherRole(ports, timing, config.queueTimeout(), metrics.registry());
        keeper.onChange(_ -> pusher.onLease());
        TopicTail changes = new TopicTail(ChangeFeed.plan(), kafka, new ChangeFeed(List.of(pusher::onChange)), time, metrics.registry());

        List<BindableService> services =
                List.of(
                        new OrganizationEndpoint(database, time),
                        new ModelEndpoint(database, time, ids),
                        new InstanceTypeEndpoint(database, time),
                        new PlaneEndpoint(database, time, new KafkaPlaneTopics(kafka)),
                        new DeploymentEndpoint(database, reader, time, ids));
        GrpcServer grpc =
                new GrpcServer(config.grpc(), services, List.of(AuthInterceptor.ofFile(config.tokens(), time)), time, metrics.registry());

        health.ready("changes", changes);
        parts.add(new OperationsServer(config.http(), health, metrics));
        parts.add(keeper).add(pusher).add(changes).add(grpc);
        return new AtcApp(parts, grpc);
    }

    public void start() throws Exception {
        parts.start();
    }

    public void stop() throws Exception {
        parts.stop();
    }

    /// Where the API listens, once started.
    public int port() {
        return grpc.port();
    }
}
