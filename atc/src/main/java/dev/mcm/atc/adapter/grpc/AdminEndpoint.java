package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.call.GetSystemStatusCall;
import dev.mcm.atc.v1.AdminServiceGrpc;
import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.GetSystemStatusResponse;
import io.grpc.stub.StreamObserver;

/// AdminService.
public final class AdminEndpoint extends AdminServiceGrpc.AdminServiceImplBase {
    private final GetSystemStatusCall status;

    public AdminEndpoint(GetSystemStatusCall status) {
        this.status = status;
    }

    @Override
    public void getSystemStatus(
            GetSystemStatusRequest request, StreamObserver<GetSystemStatusResponse> answer) {
        Unary.reply(answer, status.run(request));
    }
}
