package dev.mcm.atctl.client;

import dev.mcm.atc.v1.AdminServiceGrpc;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.InstanceTypeServiceGrpc;
import dev.mcm.atc.v1.ModelServiceGrpc;
import dev.mcm.atc.v1.OrganizationServiceGrpc;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.AbstractStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connection to ATC with one caller's token.
public final class AtcConnection implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final CallCredentials token;
    private final Duration deadline;

    /// @param address host:port
    /// @param authority file with the certificates to trust; null = plain text
    /// @param serverName what the server's certificate must say; null = the host of the address
    public static AtcConnection open(
            String address,
            String token,
            @Nullable Path authority,
            @Nullable String serverName,
            Duration deadline) {
        ManagedChannelBuilder<?> channel =
                Grpc.newChannelBuilder(
                        address,
                        authority == null ? InsecureChannelCredentials.create() : tls(authority));
        if (serverName != null) {
            channel.overrideAuthority(serverName);
        }
        return new AtcConnection(channel.build(), new BearerToken(token), deadline);
    }

    /// Plain text with a deadline of 30 s for each call.
    public static AtcConnection plain(String address, String token) {
        return open(address, token, null, null, Duration.ofSeconds(30));
    }

    private AtcConnection(ManagedChannel channel, CallCredentials token, Duration deadline) {
        this.channel = channel;
        this.token = token;
        this.deadline = deadline;
    }

    private static ChannelCredentials tls(Path authority) {
        try {
            return TlsChannelCredentials.newBuilder().trustManager(authority.toFile()).build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the certificates in " + authority, e);
        }
    }

    public DeploymentServiceGrpc.DeploymentServiceBlockingStub deployments() {
        return unary(DeploymentServiceGrpc.newBlockingStub(channel));
    }

    /// Deployments without a deadline, for streams.
    public DeploymentServiceGrpc.DeploymentServiceBlockingStub deploymentStream() {
        return DeploymentServiceGrpc.newBlockingStub(channel).withCallCredentials(token);
    }

    public ModelServiceGrpc.ModelServiceBlockingStub models() {
        return unary(ModelServiceGrpc.newBlockingStub(channel));
    }

    public OrganizationServiceGrpc.OrganizationServiceBlockingStub organizations() {
        return unary(OrganizationServiceGrpc.newBlockingStub(channel));
    }

    public InstanceTypeServiceGrpc.InstanceTypeServiceBlockingStub instanceTypes() {
        return unary(InstanceTypeServiceGrpc.newBlockingStub(channel));
    }

    public PlaneServiceGrpc.PlaneServiceBlockingStub planes() {
        return unary(PlaneServiceGrpc.newBlockingStub(channel));
    }

    public AdminServiceGrpc.AdminServiceBlockingStub admin() {
        return unary(AdminServiceGrpc.newBlockingStub(channel));
    }

    private <S extends AbstractStub<S>> S unary(S stub) {
        return stub.withCallCredentials(token).withDeadlineAfter(deadline);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class BearerToken extends CallCredentials {
        private final String value;

        BearerToken(String value) {
            this.value = value;
        }

        @Override
        public void applyRequestMetadata(
                RequestInfo request, Executor executor, MetadataApplier applier) {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + value);
            applier.apply(headers);
        }
    }
}
