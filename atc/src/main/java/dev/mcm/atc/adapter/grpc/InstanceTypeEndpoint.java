package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.call.InstanceTypeCalls;
import dev.mcm.atc.v1.GetInstanceTypeRequest;
import dev.mcm.atc.v1.GetInstanceTypeResponse;
import dev.mcm.atc.v1.InstanceTypeServiceGrpc;
import dev.mcm.atc.v1.ListInstanceTypesRequest;
import dev.mcm.atc.v1.ListInstanceTypesResponse;
import dev.mcm.atc.v1.PutInstanceTypeRequest;
import dev.mcm.atc.v1.PutInstanceTypeResponse;
import io.grpc.stub.StreamObserver;

/// InstanceTypeService.
public final class InstanceTypeEndpoint
        extends InstanceTypeServiceGrpc.InstanceTypeServiceImplBase {
    private final InstanceTypeCalls calls;

    public InstanceTypeEndpoint(InstanceTypeCalls calls) {
        this.calls = calls;
    }

    @Override
    public void putInstanceType(
            PutInstanceTypeRequest request, StreamObserver<PutInstanceTypeResponse> answer) {
        Unary.reply(answer, calls.put().run(request));
    }

    @Override
    public void getInstanceType(
            GetInstanceTypeRequest request, StreamObserver<GetInstanceTypeResponse> answer) {
        Unary.reply(answer, calls.get().run(request));
    }

    @Override
    public void listInstanceTypes(
            ListInstanceTypesRequest request, StreamObserver<ListInstanceTypesResponse> answer) {
        Unary.reply(answer, calls.list().run(request));
    }
}
