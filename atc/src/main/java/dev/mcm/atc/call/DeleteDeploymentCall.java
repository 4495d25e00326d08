package dev.mcm.atc.call;

import dev.mcm.atc.port.DeploymentTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.DeleteDeploymentResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import java.time.InstantSource;

/// Deletes deployments. The row goes when nothing of it is left on any plane.
public final class DeleteDeploymentCall {
    private final TransactionsOver<DeploymentTables> transactions;
    private final InstantSource clock;

    public DeleteDeploymentCall(
            TransactionsOver<DeploymentTables> transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    public DeleteDeploymentResponse run(Caller caller, DeleteDeploymentRequest request) {
        RequestChecks.check(request);
        DeploymentId id = RequestChecks.id("deployment", "id", request.getId(), DeploymentId::new);
        transactions.writeVoid(tables -> {
            Deployment row = VisibleDeployments.lock(tables, caller, id);
            if (row.lifecycle() != DeploymentLifecycle.DELETING) {
                Etags.check("deployment", id, request.getEtag(), row.revision());
                Deployment next = row.withLifecycle(DeploymentLifecycle.DELETING, clock.instant());
                tables.update(next.withTraceparent(RequestChecks.trace()), row.revision());
            }
        });
        return DeleteDeploymentResponse.getDefaultInstance();
    }
}
