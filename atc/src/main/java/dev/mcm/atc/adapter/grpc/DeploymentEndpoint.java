package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateDeploymentResponse;
import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.DeleteDeploymentResponse;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.ExplainDeploymentRequest;
import dev.mcm.atc.v1.ExplainDeploymentResponse;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.GetDeploymentResponse;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListDeploymentsResponse;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.atc.v1.UpdateDeploymentResponse;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.IdSource;
import dev.mcm.state.Transactions;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.Lifecycle;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;

/// DeploymentService.
public final class DeploymentEndpoint extends DeploymentServiceGrpc.DeploymentServiceImplBase {
    private final Transactions transactions;
    private final DeploymentWrites writes;
    private final CreateDeployment create;
    private final UpdateDeployment update;
    private final ListDeployments list;
    private final ExplainDeployment explain;
    private final WatchHub watches;

    /// @param observed the observed database's transactions, for explanations
    public DeploymentEndpoint(
            Transactions transactions,
            DeploymentReader reader,
            InstantSource clock,
            IdSource ids,
            WatchHub watches,
            Transactions observed) {
        this.transactions = transactions;
        this.writes = new DeploymentWrites(reader, clock);
        this.create = new CreateDeployment(transactions, writes, ids);
        this.update = new UpdateDeployment(transactions, writes);
        this.list = new ListDeployments(transactions, reader, clock);
        this.explain = new ExplainDeployment(transactions, observed, writes);
        this.watches = watches;
    }

    @Override
    public void createDeployment(
            CreateDeploymentRequest request, StreamObserver<CreateDeploymentResponse> answer) {
        Unary.reply(answer, create.run(request));
    }

    @Override
    public void getDeployment(
            GetDeploymentRequest request, StreamObserver<GetDeploymentResponse> answer) {
        Requests.check(request, _ -> {});
        Caller caller = Caller.current();
        DeploymentId id = Requests.id("deployment", "id", request.getId(), DeploymentId::new);
        Unary.reply(
                answer,
                transactions.read(tx ->
                        GetDeploymentResponse.newBuilder()
                                .setDeployment(writes.view(tx, writes.find(tx, caller, id).id()))
                                .build()));
    }

    @Override
    public void listDeployments(
            ListDeploymentsRequest request, StreamObserver<ListDeploymentsResponse> answer) {
        Unary.reply(answer, list.run(request));
    }

    @Override
    public void updateDeployment(
            UpdateDeploymentRequest request, StreamObserver<UpdateDeploymentResponse> answer) {
        Unary.reply(answer, update.run(request));
    }

    @Override
    public void deleteDeployment(
            DeleteDeploymentRequest request, StreamObserver<DeleteDeploymentResponse> answer) {
        Caller caller = Caller.current();
        Requests.check(request, _ -> {});
        DeploymentId id = Requests.id("deployment", "id", request.getId(), DeploymentId::new);
        transactions.writeVoid(tx -> {
            Deployment row = writes.lock(tx, caller, id);
            if (row.lifecycle() != Lifecycle.DELETING) {
                Etags.check("deployment", id, request.getEtag(), row.revision());
                Deployment next = row.withLifecycle(Lifecycle.DELETING, writes.clock.instant());
                writes.deployments.update(
                        tx, next.withTraceparent(DeploymentWrites.trace()), row.revision());
            }
        });
        Unary.reply(answer, DeleteDeploymentResponse.getDefaultInstance());
    }

    @Override
    public void watchDeployments(
            WatchDeploymentsRequest request, StreamObserver<WatchDeploymentsResponse> answer) {
        Requests.check(request, _ -> {});
        watches.watch(
                request,
                Caller.current(),
                (ServerCallStreamObserver<WatchDeploymentsResponse>) answer);
    }

    @Override
    public void explainDeployment(
            ExplainDeploymentRequest request, StreamObserver<ExplainDeploymentResponse> answer) {
        Requests.check(request, _ -> {});
        DeploymentId id = Requests.id("deployment", "id", request.getId(), DeploymentId::new);
        Unary.reply(answer, explain.run(Caller.current(), id));
    }
}
