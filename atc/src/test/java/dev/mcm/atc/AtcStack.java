package dev.mcm.atc;

import dev.mcm.atc.adapter.grpc.AdminEndpoint;
import dev.mcm.atc.adapter.grpc.DeploymentEndpoint;
import dev.mcm.atc.adapter.grpc.InstanceTypeEndpoint;
import dev.mcm.atc.adapter.grpc.ModelEndpoint;
import dev.mcm.atc.adapter.grpc.OrganizationEndpoint;
import dev.mcm.atc.adapter.grpc.PlaneAdmission;
import dev.mcm.atc.adapter.grpc.PlaneEndpoint;
import dev.mcm.atc.adapter.grpc.WatchHub;
import dev.mcm.atc.adapter.kube.KubePlaneApis;
import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.adapter.postgres.SpecCache;
import dev.mcm.atc.v1.AdminServiceGrpc;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.InstanceTypeServiceGrpc;
import dev.mcm.atc.v1.ModelServiceGrpc;
import dev.mcm.atc.v1.OrganizationServiceGrpc;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import dev.mcm.migrations.MigrationOptions;
import dev.mcm.migrations.Migrations;
import dev.mcm.shared.config.GrpcClientConfig;
import dev.mcm.shared.config.GrpcServerConfig;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.config.Secret;
import dev.mcm.shared.grpc.AuthInterceptor;
import dev.mcm.shared.grpc.GrpcChannels;
import dev.mcm.shared.grpc.GrpcServer;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.testkit.postgres.TestDatabases;
import dev.mcm.testkit.postgres.TestPostgres;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ATC's API on a real Postgres, behind a real gRPC server on the loopback address. Tables of other
/// services are written by SQL.
public final class AtcStack {
    private static final String PASSWORD = "atc-password";
    private static final String CALLERS =
            """
            t-viewer viewer acme vera
            t-developer developer acme dave
            t-other developer other oscar
            t-operator operator * olga
            t-admin admin * ada
            """;

    private final TestDatabases databases;
    private final Database database;
    private final Database observed;
    private final GrpcServer server;
    private final WatchHub hub;
    private final Path kubeconfigs = Files.createTempDirectory("planes");
    private final KubePlaneApis apis =
            new KubePlaneApis(kubeconfigs, Duration.ofMillis(500), SystemTime.SYSTEM);
    private final List<ManagedChannel> channels = new ArrayList<>();

    public AtcStack() throws IOException {
        databases = TestPostgres.shared().freshDatabases("atc", AtcStack::migrate);
        database = Database.open(postgres(databases.controlUrl()), DatabaseName.CONTROL, "atc");
        observed = Database.open(postgres(databases.observedUrl()), DatabaseName.OBSERVED, "atc");
        DeploymentReader reader = new DeploymentReader(new SpecCache());
        IdSource ids = new IdSource(RandomSource.secure());
        hub = new WatchHub(database, reader, SystemTime.SYSTEM);
        Path tokens = Files.createTempFile("tokens", "");
        Files.writeString(tokens, CALLERS);
        server =
                new GrpcServer(
                        GrpcServerConfig.local(),
                        List.of(
                                new OrganizationEndpoint(database, SystemTime.SYSTEM),
                                new ModelEndpoint(database, SystemTime.SYSTEM, ids),
                                new InstanceTypeEndpoint(database, SystemTime.SYSTEM),
                                new PlaneEndpoint(
                                        database,
                                        SystemTime.SYSTEM,
                                        _ -> {},
                                        new PlaneAdmission(apis, apis, SystemTime.SYSTEM)),
                                new AdminEndpoint(database),
                                new DeploymentEndpoint(
                                        database, reader, SystemTime.SYSTEM, ids, hub, observed)),
                        List.of(AuthInterceptor.ofFile(tokens, SystemTime.SYSTEM)),
                        SystemTime.SYSTEM,
                        new SimpleMeterRegistry());
        server.start();
    }

    private static void migrate(TestDatabases databases) {
        Migrations.migrate(
                new MigrationOptions(
                        databases.server().jdbcUrl("postgres"),
                        databases.server().superuser(),
                        new Secret(databases.server().password()),
                        new MigrationOptions.DatabaseNames(
                                databases.control(), databases.observed()),
                        Map.of("mcm_atc", new Secret(PASSWORD))));
    }

    static PostgresConfig postgres(String url) {
        return new PostgresConfig(url, "mcm_atc", new Secret(PASSWORD), 8, Duration.ofSeconds(5));
    }

    /// Where credentials are looked for.
    public Path kubeconfigs() {
        return kubeconfigs;
    }

    public Database database() {
        return database;
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
        databases.server().execute(databases.control(), statements);
    }

    /// Runs statements on the observed database as its owner.
    public void observedSql(String... statements) {
        databases.server().execute(databases.observed(), statements);
    }

    /// First column of the first row; empty when there is none.
    public String text(String query) {
        try (Connection connection = databases.controlDataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private ManagedChannel channel(String token) {
        try {
            ManagedChannel channel =
                    GrpcChannels.open(
                            GrpcClientConfig.plain(
                                    "127.0.0.1:" + server.port(), Optional.of(new Secret(token))));
            channels.add(channel);
            return channel;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
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
