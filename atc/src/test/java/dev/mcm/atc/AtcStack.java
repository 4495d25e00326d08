package dev.mcm.atc;

import dev.mcm.atc.adapter.kube.KubePlaneApis;
import dev.mcm.atc.adapter.postgres.SpecCache;
import dev.mcm.atc.call.WatchHub;
import dev.mcm.atc.port.ApiPorts;
import dev.mcm.atc.v1.AdminServiceGrpc;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.InstanceTypeServiceGrpc;
import dev.mcm.atc.v1.ModelServiceGrpc;
import dev.mcm.atc.v1.OrganizationServiceGrpc;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import dev.mcm.shared.config.GrpcServerConfig;
import dev.mcm.shared.grpc.GrpcServer;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.stack.Rows;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// ATC's API on a real Postgres, behind a real gRPC server on the loopback address. Tables of other
/// services are written by SQL.
public final class AtcStack {
    private static final String CALLERS =
            """
            t-viewer viewer acme vera
            t-developer developer acme dave
            t-other developer other oscar
            t-operator operator * olga
            t-admin admin * ada
            t-tenants tenant-admin * django
            t-all-viewer viewer * vito
            t-all-developer developer * dora
            t-acme-operator operator acme otto
            t-acme-tenants tenant-admin acme tina
            t-acme-admin admin acme adam
            t-acme-django developer acme django
            t-other-django developer other django
            """;

    private final MigratedDatabases databases = MigratedDatabases.fresh();
    private final Database database;
    private final Database observed;

    private final GrpcServer server;
    private final WatchHub hub;
    private final Path kubeconfigs = Files.createTempDirectory("planes");
    private final KubePlaneApis apis =
            new KubePlaneApis(kubeconfigs, Duration.ofMillis(500), SystemTime.SYSTEM);
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final ManualTime watchTime = new ManualTime(SystemTime.SYSTEM.instant());

    public AtcStack() throws IOException {
        database = Database.open(databases.control("mcm_atc"), DatabaseName.CONTROL, "atc");
        observed = Database.open(databases.observed("mcm_atc"), DatabaseName.OBSERVED, "atc");
        ApiPorts ports =
                AtcApp.api(
                        new AtcApp.Databases(database, observed), new SpecCache(), apis, _ -> {});
        IdSource ids = new IdSource(RandomSource.secure());
        hub = new WatchHub(ports.views(), watchTime);
        Path tokens = Files.createTempFile("tokens", "");
        Files.writeString(tokens, CALLERS);
        AtcApi api = new AtcApi(ports, hub, ids, SystemTime.SYSTEM);
        server =
                new GrpcServer(
                        GrpcServerConfig.local(),
                        api.services(),
                        AtcApi.guards(tokens, SystemTime.SYSTEM),
                        SystemTime.SYSTEM,
                        new SimpleMeterRegistry());
        server.start();
    }

    /// Where credentials are looked for.
    public Path kubeconfigs() {
        return kubeconfigs;
    }

    public Database database() {
        return database;
    }

    /// The clock of watches, which stands still.
    public ManualTime watchTime() {
        return watchTime;
    }

    public WatchHub hub() {
        return hub;
    }

    public DeploymentServiceGrpc.DeploymentServiceBlockingStub deployments(String token) {
        return DeploymentServiceGrpc.newBlockingStub(channel(token));
    }

    public DeploymentServiceGrpc.DeploymentServiceStub watching(String token) {
        return DeploymentServiceGrpc.newStub(channel(token));
    }

    public ModelServiceGrpc.ModelServiceBlockingStub models(String token) {
        return ModelServiceGrpc.newBlockingStub(channel(token));
    }

    public OrganizationServiceGrpc.OrganizationServiceBlockingStub organizations(String token) {
        return OrganizationServiceGrpc.newBlockingStub(channel(token));
    }

    public InstanceTypeServiceGrpc.InstanceTypeServiceBlockingStub instanceTypes(String token) {
        return InstanceTypeServiceGrpc.newBlockingStub(channel(token));
    }

    public PlaneServiceGrpc.PlaneServiceBlockingStub planes(String token) {
        return PlaneServiceGrpc.newBlockingStub(channel(token));
    }

    public AdminServiceGrpc.AdminServiceBlockingStub admin(String token) {
        return AdminServiceGrpc.newBlockingStub(channel(token));
    }

    /// Runs statements on the control database as its owner.
    public void sql(String... statements) {
        Rows rows = new Rows(databases.databases().controlDataSource());
        List.of(statements).forEach(rows::execute);
    }

    /// Runs statements on the observed database as its owner.
    public void observedSql(String... statements) {
        Rows rows = new Rows(databases.databases().observedDataSource());
        List.of(statements).forEach(rows::execute);
    }

    /// First column of all rows, joined by commas; empty when there is none.
    public String text(String query) {
        return new Rows(databases.databases().controlDataSource()).text(query);
    }

    /// Full names of all methods that the server serves.
    public List<String> methods() {
        return server.methods();
    }

    /// A channel with a caller's token; without one for an empty token.
    public ManagedChannel channel(String token) {
        ManagedChannel channel = TestChannels.open(server.port(), token);
        channels.add(channel);
        return channel;
    }

    public void close() throws Exception {
        channels.forEach(ManagedChannel::shutdownNow);
        hub.stop();
        server.stop();
        database.close();
        observed.close();
        apis.close();
        databases.close();
    }
}
