package dev.mcm.shared.grpc;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.ServerCalls.UnaryMethod;

/// A service with one unary method that does what a test tells it.
final class ProbeService implements BindableService {
    static final MethodDescriptor<HealthCheckRequest, HealthCheckResponse> ASK =
            MethodDescriptor.<HealthCheckRequest, HealthCheckResponse>newBuilder()
                    .setType(MethodType.UNARY)
                    .setFullMethodName("test.Probe/Ask")
                    .setRequestMarshaller(
                            ProtoUtils.marshaller(HealthCheckRequest.getDefaultInstance()))
                    .setResponseMarshaller(
                            ProtoUtils.marshaller(HealthCheckResponse.getDefaultInstance()))
                    .build();

    private final UnaryMethod<HealthCheckRequest, HealthCheckResponse> behaviour;

    ProbeService(UnaryMethod<HealthCheckRequest, HealthCheckResponse> behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("test.Probe")
                .addMethod(ASK, ServerCalls.asyncUnaryCall(behaviour))
                .build();
    }
}
