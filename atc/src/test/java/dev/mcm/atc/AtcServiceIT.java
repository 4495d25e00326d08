package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.migrations.MigrationOptions;
import dev.mcm.migrations.Migrations;
import dev.mcm.shared.config.GrpcClientConfig;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.Secret;
import dev.mcm.shared.grpc.GrpcChannels;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.kafka.TestKafka;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.postgres.TestDatabases;
import dev.mcm.testkit.postgres.TestPostgres;
import dev.mcm.testkit.process.Await;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/// ATC as its own process, from its environment only.
final class AtcServiceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "atc-password";

    @Test
    void itRunsFromItsMainSurvivesAKillAndCreatesAPlanesTopics() throws Exception {
        Path directory = Files.createTempDirectory("atc");
        Files.writeString(directory.resolve("tokens"), "t-operator operator * olga\n");
        try (TestDatabases databases = TestPostgres.shared().freshDatabases();
                KafkaBroker kafka = TestKafka.start(KafkaOptions.temporary())) {
            migrate(databases);
            int port = FreePorts.one();
            JavaCommand command = command(databases, kafka, directory, port);
            ManagedChannel channel =
                    GrpcChannels.open(
                            GrpcClientConfig.plain(
                                    "127.0.0.1:" + port, Optional.of(new Secret("t-operator"))));
            ChildProcess first = command.start();
            register(channel, first);
            assertThat(topics(kafka)).contains("mcm.plane.state.p1", "mcm.plane.metrics.p1");

            first.killHard();
            ChildProcess second = command.start();
            Await.until(second::logTail, LIMIT, () -> planes(channel) == 1);
            second.killHard();
            channel.shutdownNow();
        }
    }

    private static JavaCommand command(
            TestDatabases databases, KafkaBroker kafka, Path directory, int port) {
        return JavaCommand.of(AtcMain.class)
                .environment(
                        Map.of(
                                "MCM_ATC_POSTGRES_URL",
                                databases.controlUrl(),
                                "MCM_ATC_POSTGRES_USER",
                                "mcm_atc",
                                "MCM_ATC_POSTGRES_PASSWORD",
                                PASSWORD,
                                "MCM_ATC_OBSERVED_POSTGRES_URL",
                                databases.observedUrl(),
                                "MCM_ATC_OBSERVED_POSTGRES_USER",
                                "mcm_atc",
                                "MCM_ATC_OBSERVED_POSTGRES_PASSWORD",
                                PASSWORD,
                                "MCM_ATC_KAFKA_BOOTSTRAP_SERVERS",
                                kafka.bootstrap()))
                .environment(
                        Map.of(
                                "MCM_ATC_TOKENS_FILE", directory.resolve("tokens").toString(),
                                "MCM_ATC_CREDENTIALS_DIR", directory.toString(),
                                "MCM_ATC_GRPC_HOST", "127.0.0.1",
                                "MCM_ATC_GRPC_PORT", Integer.toString(port),
                                "MCM_ATC_HTTP_HOST", "127.0.0.1",
                                "MCM_ATC_HTTP_PORT", Integer.toString(FreePorts.one()),
                                "MCM_ATC_LEASE_TTL", "2s"));
    }

    private static void register(ManagedChannel channel, ChildProcess process) {
        Plane plane =
                Plane.newBuilder()
                        .setId("p1")
                        .setProvider("sim")
                        .setRegion("here")
                        .setApiUrl("http://127.0.0.1:1")
                        .setCredentialsRef("p1.kubeconfig")
                        .setGatewayUrl("http://127.0.0.1:2")
                        .build();
        Await.until(
                process::logTail,
                LIMIT,
                () -> {
                    channel.resetConnectBackoff();
                    try {
                        PlaneServiceGrpc.newBlockingStub(channel)
                                .registerPlane(
                                        RegisterPlaneRequest.newBuilder().setPlane(plane).build());
                        return true;
                    } catch (StatusRuntimeException e) {
                        return false;
                    }
                });
    }

    private static int planes(ManagedChannel channel) {
        channel.resetConnectBackoff();
        try {
            return PlaneServiceGrpc.newBlockingStub(channel)
                    .listPlanes(ListPlanesRequest.getDefaultInstance())
                    .getPlanesCount();
        } catch (StatusRuntimeException e) {
            return -1;
        }
    }

    private static java.util.Set<String> topics(KafkaBroker kafka) throws Exception {
        try (Admin admin =
                KafkaClients.of(KafkaConfig.plain(kafka.bootstrap()), "test").admin("topics")) {
            return admin.listTopics().names().get();
        }
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
}
