package dev.mcm.shared.grpc;

import dev.mcm.shared.config.GrpcServerConfig;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.shared.trace.TraceServerInterceptor;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A gRPC server with health, reflection, error mapping, metrics, traces and a default deadline.
/// Calls run on virtual threads.
///
/// Every call passes, from the outside: trace, metrics, error mapping, default deadline, then the
/// interceptors that the service adds ([AuthInterceptor] first, then [AccessInterceptor]).
public final class GrpcServer implements Part {
    private final GrpcServerConfig config;
    private final List<BindableService> services;
    private final List<ServerInterceptor> interceptors = new ArrayList<>();
    private final HealthStatusManager health = new HealthStatusManager();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("grpc-deadlines").factory());
    private final ServerTls tls;
    private @Nullable Server server;

    /// @param interceptors the service's own, outermost first
    public GrpcServer(
            GrpcServerConfig config,
            List<? extends BindableService> services,
            List<? extends ServerInterceptor> interceptors,
            TimeSource time,
            MeterRegistry meters) {
        this.config = config;
        this.services = List.copyOf(services);
        this.tls = new ServerTls(config.tls(), time, meters);
        RandomGenerator random = RandomSource.secure();
        this.interceptors.add(new TraceServerInterceptor(random));
        this.interceptors.add(new MetricsInterceptor(meters, time));
        this.interceptors.add(new ErrorInterceptor(new StatusMapping(new IdSource(random))));
        this.interceptors.add(new DeadlineInterceptor(config.defaultDeadline(), deadlines));
        this.interceptors.addAll(interceptors);
    }

    @Override
    public String name() {
        return "gRPC server";
    }

    @Override
    public synchronized void start() throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), config.port()))
                        .executor(calls)
                        .maxInboundMessageSize(config.maxMessageBytes())
                        .keepAliveTime(30, TimeUnit.SECONDS)
                        .keepAliveTimeout(10, TimeUnit.SECONDS)
                        .permitKeepAliveTime(10, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true);
        if (config.tls().hasIdentity()) {
            builder.sslContext(tls.open());
        }
        services.forEach(service ->
                builder.addService(ServerInterceptors.interceptForward(service, interceptors)));
        builder.addService(
                ServerInterceptors.interceptForward(health.getHealthService(), interceptors));
        builder.addService(
                ServerInterceptors.interceptForward(new ReflectionEndpoint(), interceptors));
        Server started = builder.build().start();
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
        server = started;
        tls.watch();
    }

    /// The port it listens on, once started.
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("the gRPC server is not open (expected: started)");
        }
        return server.getPort();
    }

    /// Full names of all methods that it serves, once started.
    public synchronized List<String> methods() {
        if (server == null) {
            throw new IllegalStateException("the gRPC server is not open (expected: started)");
        }
        return server.getServices().stream()
                .flatMap(service -> service.getServiceDescriptor().getMethods().stream())
                .map(method -> method.getFullMethodName())
                .toList();
    }

    /// Refuses new calls, waits for running ones for the configured grace, then cancels them.
    @Override
    public synchronized void stop() throws InterruptedException {
        if (server != null) {
            health.enterTerminalState();
            server.shutdown();
            if (!server.awaitTermination(config.stopGrace().toNanos(), TimeUnit.NANOSECONDS)) {
                server.shutdownNow();
                server.awaitTermination(5, TimeUnit.SECONDS);
            }
            server = null;
        }
        tls.stop();
        deadlines.shutdownNow();
        calls.shutdownNow();
    }
}
