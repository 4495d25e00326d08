package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.call.DeploymentCalls;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateDeploymentResponse;
import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.DeleteDeploymentResponse;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.ExplainDeploymentRequest;
import dev.mcm.atc.v1.ExplainDeploymentResponse;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.GetDeploymentResponse;
import dev.mcm.atc.v1.ListDeploymentVersionsRequest;
import dev.mcm.atc.v1.ListDeploymentVersionsResponse;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListDeploymentsResponse;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.atc.v1.UpdateDeploymentResponse;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.shared.grpc.CallerContext;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/// DeploymentService.
public final class DeploymentEndpoint extends DeploymentServiceGrpc.DeploymentServiceImplBase {
    private final DeploymentCalls calls;

    public DeploymentEndpoint(DeploymentCalls calls) {
        this.calls = calls;
    }

    @Override
    public void createDeployment(
            CreateDeploymentRequest request, StreamObserver<CreateDeploymentResponse> answer) {
        Unary.reply(answer, calls.create().run(CallerContext.current(), request));
    }

    @Override
    public void getDeployment(
            GetDeploymentRequest request, StreamObserver<GetDeploymentResponse> answer) {
        Unary.reply(answer, calls.get().run(CallerContext.current(), request));
    }

    @Override
    public void listDeployments(
            ListDeploymentsRequest request, StreamObserver<ListDeploymentsResponse> answer) {
        Unary.reply(answer, calls.list().run(CallerContext.current(), request));
    }

    @Override
    public void listDeploymentVersions(
            ListDeploymentVersionsRequest request,
            StreamObserver<ListDeploymentVersionsResponse> answer) {
        Unary.reply(answer, calls.versions().run(CallerContext.current(), request));
    }

    @Override
    public void updateDeployment(
            UpdateDeploymentRequest request, StreamObserver<UpdateDeploymentResponse> answer) {
        Unary.reply(answer, calls.update().run(CallerContext.current(), request));
    }

    @Override
    public void deleteDeployment(
            DeleteDeploymentRequest request, StreamObserver<DeleteDeploymentResponse> answer) {
        Unary.reply(answer, calls.delete().run(CallerContext.current(), request));
    }

    @Override
    public void watchDeployments(
            WatchDeploymentsRequest request, StreamObserver<WatchDeploymentsResponse> answer) {
        calls.watch()
                .run(
                        CallerContext.current(),
                        request,
                        new GrpcWatchClient(
                                (ServerCallStreamObserver<WatchDeploymentsResponse>) answer));
    }

    @Override
    public void explainDeployment(
            ExplainDeploymentRequest request, StreamObserver<ExplainDeploymentResponse> answer) {
        Unary.reply(answer, calls.explain().run(CallerContext.current(), request));
    }
}
