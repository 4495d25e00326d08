package dev.mcm.shared.grpc;

import dev.mcm.shared.config.GrpcServerConfig;
import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.log.Logging;
import dev.mcm.shared.time.SystemTime;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls.UnaryMethod;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    ManagedChannel plain() {
        return keep(channel(null).usePlaintext().build());
    }

    ManagedChannel plain(String token) {
        return keep(channel(token).usePlaintext().build());
    }

    ManagedChannel secure(TlsConfig tls) throws IOException {
        return keep(channel(null).sslContext(trusting(tls)).build());
    }

    ManagedChannel secure(TlsConfig tls, String token) throws IOException {
        return keep(channel(token).sslContext(trusting(tls)).build());
    }

    static String ask(Channel channel, String question) {
        return ask(channel, question, CallOptions.DEFAULT);
    }

    static String ask(Channel channel, String question, CallOptions options) {
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

    private NettyChannelBuilder channel(@Nullable String token) {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .intercept(new ProbeCalls(token));
    }

    private static SslContext trusting(TlsConfig tls) throws IOException {
        SslContextBuilder builder = GrpcSslContexts.forClient();
        if (tls.trusted() != null) {
            builder.trustManager(tls.trusted().toFile());
        }
        if (tls.identity() != null) {
            builder.keyManager(
                    tls.identity().certificate().toFile(), tls.identity().key().toFile());
        }
        return builder.build();
    }

    private ManagedChannel keep(ManagedChannel channel) {
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
