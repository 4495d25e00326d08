package dev.mcm.shared.grpc;

import dev.mcm.shared.config.GrpcClientConfig;
import dev.mcm.shared.config.GrpcServerConfig;
import dev.mcm.shared.config.Secret;
import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.log.Logging;
import dev.mcm.shared.time.SystemTime;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls.UnaryMethod;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A [GrpcServer] with a [ProbeService] on the loopback address, and channels to it.
final class ServerFixture implements AutoCloseable {
    static final int MAX_MESSAGE = 64 * 1024;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GrpcServer server;
    private final List<ManagedChannel> channels = new ArrayList<>();

    ServerFixture(
            TlsConfig tls,
            UnaryMethod<HealthCheckRequest, HealthCheckResponse> behaviour,
            ServerInterceptor... interceptors)
            throws IOException {
        Logging.setUp();
        GrpcServerConfig config =
                new GrpcServerConfig(
                        "127.0.0.1",
                        0,
                        tls,
                        MAX_MESSAGE,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1));
        server =
                new GrpcServer(
                        config,
                        List.of(new ProbeService(behaviour)),
                        List.of(interceptors),
                        SystemTime.SYSTEM,
                        meters);
        server.start();
    }

    ManagedChannel plain(Optional<String> token) throws IOException {
        return open(
                new GrpcClientConfig(
                        target(),
                        false,
                        TlsConfig.NONE,
                        token.map(Secret::new),
                        Duration.ofSeconds(20)));
    }

    ManagedChannel secure(TlsConfig tls, Optional<String> token) throws IOException {
        return open(
                new GrpcClientConfig(
                        target(), true, tls, token.map(Secret::new), Duration.ofSeconds(20)));
    }

    static String ask(ManagedChannel channel, String question) {
        return ask(channel, question, CallOptions.DEFAULT);
    }

    static String ask(ManagedChannel channel, String question, CallOptions options) {
        return ClientCalls.blockingUnaryCall(
                        channel,
                        ProbeService.ASK,
                        options,
                        HealthCheckRequest.newBuilder().setService(question).build())
                .getStatus()
                .name();
    }

    GrpcServer server() {
        return server;
    }

    private String target() {
        return "127.0.0.1:" + server.port();
    }

    private ManagedChannel open(GrpcClientConfig config) throws IOException {
        ManagedChannel channel = GrpcChannels.open(config);
        channels.add(channel);
        return channel;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        stopServer();
    }

    void stopServer() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
