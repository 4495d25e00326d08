package dev.mcm.testkit.stack;

import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.service.RunningService;
import dev.mcm.shared.service.Service;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.kafka.TestKafka;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.postgres.PostgresServer;
import dev.mcm.testkit.postgres.TestPostgres;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// A real Postgres with the schema, a real broker, and services on them: in this process, which
/// starts fast, or in processes of their own, which can be killed. The test stands in the place of
/// all other services.
public final class ServiceStack implements AutoCloseable {
    private final PostgresServer postgres;
    private final boolean ownPostgres;
    private final MigratedDatabases databases;
    private final KafkaBroker kafka;
    private final List<RunningService> services = new CopyOnWriteArrayList<>();
    private final List<ChildProcess> processes = new CopyOnWriteArrayList<>();

    private ServiceStack(
            PostgresServer postgres,
            boolean ownPostgres,
            MigratedDatabases databases,
            KafkaOptions options) {
        this.postgres = postgres;
        this.ownPostgres = ownPostgres;
        this.databases = databases;
        this.kafka = TestKafka.start(options);
    }

    /// A broker of its own, and databases on the Postgres server that all classes of the run share.
    public static ServiceStack start(KafkaOptions options) {
        return new ServiceStack(
                TestPostgres.shared().server(), false, MigratedDatabases.fresh(), options);
    }

    /// With a Postgres server of its own too: for tests that do something to the server.
    public static ServiceStack withOwnPostgres(KafkaOptions options) {
        PostgresServer postgres = TestPostgres.newServer();
        return new ServiceStack(postgres, true, MigratedDatabases.on(postgres), options);
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public MigratedDatabases databases() {
        return databases;
    }

    /// Kafka clients of the test itself.
    public KafkaClients clients() {
        return KafkaClients.of(KafkaConfig.plain(kafka.bootstrap()), "test");
    }

    /// The control database.
    public Rows control() {
        return new Rows(databases.databases().controlDataSource());
    }

    /// The observed database.
    public Rows observed() {
        return new Rows(databases.databases().observedDataSource());
    }

    /// What every service is told: its Postgres role, the broker, a free operations port on the
    /// loopback address, no quiet period.
    ///
    /// @param service lower case, `scheduler`
    /// @param own the service's own settings, without `MCM_<SVC>_`; they come last
    public Map<String, String> environment(String service, Map<String, String> own) {
        Map<String, String> settings = new TreeMap<>();
        putPostgres(settings, "POSTGRES_", databases.control("mcm_" + service));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrap());
        settings.put("HTTP_HOST", "127.0.0.1");
        settings.put("HTTP_PORT", "0");
        settings.put("SHUTDOWN_QUIET_PERIOD", "0s");
        settings.putAll(own);
        String prefix = "MCM_" + service.toUpperCase(Locale.ROOT) + "_";
        return settings.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                setting -> prefix + setting.getKey(), Map.Entry::getValue));
    }

    /// The settings of a service that also reads the observed database.
    public Map<String, String> observedSettings(String service) {
        Map<String, String> settings = new TreeMap<>();
        putPostgres(settings, "OBSERVED_POSTGRES_", databases.observed("mcm_" + service));
        return settings;
    }

    private static void putPostgres(
            Map<String, String> settings, String prefix, PostgresConfig postgres) {
        settings.put(prefix + "URL", postgres.url());
        settings.put(prefix + "USER", postgres.user());
        settings.put(prefix + "PASSWORD", postgres.password().reveal());
    }

    /// Starts a service in this process.
    ///
    /// @param own as for [#environment(String, Map)]
    public RunningService run(Service<?> service, Map<String, String> own) throws Exception {
        return run(service, own, SystemTime.SYSTEM);
    }

    /// Starts a service in this process, on another clock.
    ///
    /// @param own as for [#environment(String, Map)]
    public RunningService run(Service<?> service, Map<String, String> own, TimeSource time)
            throws Exception {
        RunningService running =
                RunningService.start(service, environment(service.name(), own), time);
        services.add(running);
        return running;
    }

    /// Starts a program in a process of its own.
    public ChildProcess spawn(JavaCommand command) {
        ChildProcess process = command.start();
        processes.add(process);
        return process;
    }

    /// The last lines of all processes that were spawned.
    public String logs() {
        return processes.stream().map(ChildProcess::logTail).collect(Collectors.joining("\n"));
    }

    /// Kills all processes hard, stops all services, and forgets them.
    public void stopAll() {
        processes.forEach(ChildProcess::killHard);
        processes.clear();
        services.forEach(RunningService::close);
        services.clear();
    }

    @Override
    public void close() {
        stopAll();
        kafka.close();
        databases.close();
        if (ownPostgres) {
            postgres.close();
        }
    }
}
