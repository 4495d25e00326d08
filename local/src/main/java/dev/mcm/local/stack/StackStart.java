package dev.mcm.local.stack;

import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.local.stack.LocalStack.Backends;
import dev.mcm.local.stack.PlaneSpec.Make;
import dev.mcm.migrations.Migrations;
import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.postgres.EmbeddedPostgresServer;
import dev.mcm.testkit.postgres.PostgresOptions;
import dev.mcm.testkit.process.OpenParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One start of a stack. What has been opened so far is in [#open], also when the start fails.
final class StackStart {
    private final StackOptions options;
    private final Consumer<String> progress;
    private final StackDirectory directory;
    private final StackSecrets secrets;
    private final OpenParts open = new OpenParts("the stack");
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Map<String, LocalPlane> planes = new LinkedHashMap<>();
    private @Nullable Backends backends;
    private @Nullable AtcConnection operator;
    private String atcAddress = "";

    StackStart(StackOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.directory = new StackDirectory(options.directory());
        this.secrets = new StackSecrets(directory);
    }

    void run() {
        directory.create();
        lock();
        int atcPort = options.atcPort() == 0 ? FreePorts.one() : requireFree(options.atcPort());
        startBackends();
        progress.accept("planes: " + options.planes().size() + " clusters");
        options.planes().forEach(this::startPlane);
        startServices(atcPort);
        registerPlanes();
        writeEnv(atcPort);
    }

    private void lock() {
        StackLock lock =
                StackLock.tryAcquire(directory.lock())
                        .orElseThrow(() ->
                                new StackInUseException(
                                        directory.root(),
                                        StackLock.holder(directory.lock())
                                                .map(ProcessHandle::pid)
                                                .orElse(-1L)));
        open.add(lock);
    }

    private static int requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "port "
                            + port
                            + " is taken (expected: a free port; leave --atc-port out to have one"
                            + " chosen)",
                    e);
        }
    }

    private void startBackends() {
        progress.accept("postgres and kafka");
        CompletableFuture<EmbeddedKafkaBroker> kafka =
                CompletableFuture.supplyAsync(() ->
                        EmbeddedKafkaBroker.start(
                                KafkaOptions.keptIn(directory.kafka())
                                        .withPlanes(
                                                options.planes().stream()
                                                        .map(PlaneSpec::id)
                                                        .toList())));
        EmbeddedPostgresServer postgres;
        try {
            postgres = EmbeddedPostgresServer.start(PostgresOptions.keptIn(directory.postgres()));
            open.add(postgres);
            progress.accept("migrations");
            Migrations.migrate(
                    postgres.jdbcUrl("postgres"),
                    postgres.superuser(),
                    postgres.password(),
                    secrets.rolePasswords());
        } finally {
            open.add(kafka.join());
        }
        backends = new Backends(postgres, kafka.join());
    }

    private void startPlane(PlaneSpec spec) {
        LocalPlane plane =
                switch (spec.make()) {
                    case Make.Simulated() ->
                            SimulatedLocalPlane.start(spec, directory, backends().kafka());
                    case Make.Kube(var rights) -> {
                        progress.accept("planes: a real Kubernetes for " + spec.id());
                        yield KubeLocalPlane.start(spec, rights, directory, backends().kafka());
                    }
                };
        open.add(plane);
        planes.put(spec.id(), plane);
    }

    private void startServices(int atcPort) {
        progress.accept("services: atc autoscaler scheduler gns gsm, and an lsm in each plane");
        Backends b = backends();
        ServiceEnvironments env =
                new ServiceEnvironments(
                        directory,
                        options.timing(),
                        b.postgres().jdbcUrl("mcm"),
                        b.postgres().jdbcUrl("mcm_observed"),
                        b.kafka().bootstrap());
        open.add(this::stopServices);
        launch("atc", "dev.mcm.atc.AtcMain", port -> env.atc(atcPort, port, secrets.tokensFile()));
        launch("gns", "dev.mcm.gns.GnsMain", env::gns);
        launch("scheduler", "dev.mcm.scheduler.SchedulerMain", env::scheduler);
        launch("autoscaler", "dev.mcm.autoscaler.AutoscalerMain", env::autoscaler);
        launch("gsm", "dev.mcm.gsm.GsmMain", env::gsm);
        planes.values()
                .forEach(plane ->
                        launch(
                                "lsm-" + plane.id(),
                                "dev.mcm.lsm.LsmMain",
                                port ->
                                        env.lsm(
                                                plane.id(),
                                                port,
                                                b.kafka().bootstrapFor(plane.id()),
                                                plane.metricsUrl())));
        atcAddress = "127.0.0.1:" + atcPort;
        AtcConnection client = AtcConnection.plain(atcAddress, secrets.operatorToken());
        operator = client;
        open.add(client);
        service("atc").awaitReady();
    }

    private interface Environment {
        Map<String, String> at(int httpPort);
    }

    private void launch(String name, String mainClass, Environment environment) {
        int port = FreePorts.one();
        ServiceProcess service =
                new ServiceProcess(
                        options.launcher(),
                        new ServiceLaunch(name, mainClass, environment.at(port)),
                        port,
                        directory);
        services.put(name, service);
    }

    /// Stops all services at the same time: they do not need each other to stop.
    private void stopServices() throws InterruptedException {
        List<Thread> stops =
                services.values().stream()
                        .map(service ->
                                Thread.ofVirtual()
                                        .name("stop-" + service.name())
                                        .start(service::close))
                        .toList();
        for (Thread stop : stops) {
            stop.join();
        }
    }

    private void registerPlanes() {
        progress.accept("registering planes");
        for (LocalPlane plane : planes.values()) {
            operator()
                    .planes()
                    .registerPlane(
                            RegisterPlaneRequest.newBuilder()
                                    .setPlane(
                                            Plane.newBuilder()
                                                    .setId(plane.id())
                                                    .setProvider(plane.spec().provider())
                                                    .setRegion(plane.spec().region())
                                                    .setApiUrl(plane.apiUrl())
                                                    .setCredentialsRef(plane.id() + ".kubeconfig")
                                                    .setGatewayUrl(plane.gateway().toString()))
                                    .build());
        }
        services.values().forEach(ServiceProcess::awaitReady);
    }

    private void writeEnv(int atcPort) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MCM_ATC_ADDRESS", "127.0.0.1:" + atcPort);
        variables.put("MCM_ATC_TOKEN_FILE", secrets.file("operator-token").toString());
        variables.put("MCM_KAFKA", backends().kafka().bootstrap());
        variables.put("MCM_POSTGRES_PORT", Integer.toString(backends().postgres().port()));
        variables.put("MCM_POSTGRES_USER", backends().postgres().superuser());
        variables.put("MCM_POSTGRES_PASSWORD", backends().postgres().password());
        services.forEach((name, service) ->
                variables.put(
                        "MCM_LOCAL_"
                                + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_')
                                + "_URL",
                        service.operations().toString()));
        planes.values()
                .forEach(plane ->
                        variables.put(
                                "MCM_LOCAL_GATEWAY_"
                                        + plane.id()
                                                .toUpperCase(java.util.Locale.ROOT)
                                                .replace('-', '_'),
                                plane.gateway().toString()));
        directory.writeEnv(variables);
    }

    private ServiceProcess service(String name) {
        ServiceProcess service = services.get(name);
        if (service == null) {
            throw new IllegalStateException("service " + name + " is not started");
        }
        return service;
    }

    StackDirectory directory() {
        return directory;
    }

    OpenParts open() {
        return open;
    }

    Map<String, ServiceProcess> services() {
        return services;
    }

    Map<String, LocalPlane> planes() {
        return planes;
    }

    Backends backends() {
        if (backends == null) {
            throw new IllegalStateException("Postgres and Kafka are not started");
        }
        return backends;
    }

    AtcConnection operator() {
        if (operator == null) {
            throw new IllegalStateException("ATC is not started");
        }
        return operator;
    }

    String atcAddress() {
        return atcAddress;
    }
}
