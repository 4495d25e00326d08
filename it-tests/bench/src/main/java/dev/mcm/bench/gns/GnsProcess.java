package dev.mcm.bench.gns;

import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.postgres.EmbeddedPostgresServer;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.postgres.PostgresOptions;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/// A GNS in a process of its own, on a Postgres server of its own.
final class GnsProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(2);

    private final EmbeddedPostgresServer postgres;
    private final MigratedDatabases databases;
    private final ChildProcess process;
    private final int port;

    /// Returns when it streams.
    ///
    /// @param environment that no other on the same broker has
    /// @param classPath of the build to run; empty: this one
    GnsProcess(Path directory, String environment, String kafka, String classPath) {
        this.postgres = EmbeddedPostgresServer.start(PostgresOptions.keptIn(directory));
        this.databases = MigratedDatabases.on(postgres);
        this.port = FreePorts.one();
        PostgresConfig control = databases.control("mcm_gns");
        JavaCommand command =
                JavaCommand.of("dev.mcm.gns.GnsMain")
                        .environment(
                                Map.of(
                                        "MCM_GNS_POSTGRES_URL", control.url(),
                                        "MCM_GNS_POSTGRES_USER", control.user(),
                                        "MCM_GNS_POSTGRES_PASSWORD", control.password().reveal(),
                                        "MCM_GNS_ENVIRONMENT", environment,
                                        "MCM_GNS_KAFKA_BOOTSTRAP_SERVERS", kafka,
                                        "MCM_GNS_HTTP_HOST", "127.0.0.1",
                                        "MCM_GNS_HTTP_PORT", Integer.toString(port)));
        this.process = (classPath.isEmpty() ? command : command.classPath(classPath)).start();
        process.awaitLog("Notifier: streaming ", READY);
    }

    DataSource control() {
        return databases.databases().controlDataSource();
    }

    /// Kafka transactions since its start.
    double publications() throws IOException {
        String series = "mcm_gns_publications_seconds_count{service=\"gns\"} ";
        try (InputStream answer =
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(series))
                    .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                    .findFirst()
                    .orElse(0);
        }
    }

    /// Batches that Kafka refused for the moment, by the producer's warnings, since its start.
    long refused() throws IOException {
        try (var lines = Files.lines(process.log())) {
            return lines.filter(line -> line.contains("Got error produce response")).count();
        }
    }

    @Override
    public void close() {
        process.close();
        postgres.close();
    }
}
