package dev.mcm.local.stack;

import dev.mcm.atc.v1.AdminServiceGrpc;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.InstanceTypeServiceGrpc;
import dev.mcm.atc.v1.ModelServiceGrpc;
import dev.mcm.atc.v1.OrganizationServiceGrpc;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Blocking stubs of ATC's API for one caller. Thread-safe.
public final class AtcClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final Channel authorized;

    /// @param address host:port
    public AtcClient(String address, String token) {
        this.channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
        this.authorized = ClientInterceptors.intercept(channel, new BearerToken(token));
    }

    public OrganizationServiceGrpc.OrganizationServiceBlockingStub organizations() {
        return OrganizationServiceGrpc.newBlockingStub(authorized).withDeadlineAfter(DEADLINE);
    }

    public ModelServiceGrpc.ModelServiceBlockingStub models() {
        return ModelServiceGrpc.newBlockingStub(authorized).withDeadlineAfter(DEADLINE);
    }

    public InstanceTypeServiceGrpc.InstanceTypeServiceBlockingStub instanceTypes() {
        return InstanceTypeServiceGrpc.newBlockingStub(authorized).withDeadlineAfter(DEADLINE);
    }

    public PlaneServiceGrpc.PlaneServiceBlockingStub planes() {
        return PlaneServiceGrpc.newBlockingStub(authorized).withDeadlineAfter(DEADLINE);
    }

    public DeploymentServiceGrpc.DeploymentServiceBlockingStub deployments() {
        return DeploymentServiceGrpc.newBlockingStub(authorized).withDeadlineAfter(DEADLINE);
    }

    public AdminServiceGrpc.AdminServiceBlockingStub admin() {
        return AdminServiceGrpc.newBlockingStub(authorized).withDeadlineAfter(DEADLINE);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record BearerToken(String token) implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(
                MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    headers.put(AUTHORIZATION, "Bearer " + token);
                    super.start(listener, headers);
                }
            };
        }
    }
}
