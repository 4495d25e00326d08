package dev.mcm.shared.grpc;

import dev.mcm.shared.config.GrpcClientConfig;
import dev.mcm.shared.trace.TraceClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Client channels with TLS or plain text, token, trace and a default deadline.
public final class GrpcChannels {
    private GrpcChannels() {}

    /// Opens a channel; it connects with the first call. The caller shuts it down.
    ///
    /// @throws IOException when a TLS file cannot be used
    public static ManagedChannel open(GrpcClientConfig config) throws IOException {
        NettyChannelBuilder builder =
                NettyChannelBuilder.forTarget(config.target())
                        .keepAliveTime(30, TimeUnit.SECONDS)
                        .intercept(
                                new CallInterceptor(config.defaultDeadline(), config.token()),
                                new TraceClientInterceptor());
        if (config.secure()) {
            builder.sslContext(TlsContexts.client(config.tls()));
        } else {
            builder.usePlaintext();
        }
        return builder.build();
    }
}
