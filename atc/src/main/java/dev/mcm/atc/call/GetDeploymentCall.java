package dev.mcm.atc.call;

import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.GetDeploymentResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.id.DeploymentId;
import java.time.InstantSource;

/// Reads one deployment.
public final class GetDeploymentCall {
    private final TransactionsOver<DeploymentReads> transactions;
    private final InstantSource clock;

    public GetDeploymentCall(TransactionsOver<DeploymentReads> transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    public GetDeploymentResponse run(Caller caller, GetDeploymentRequest request) {
        RequestChecks.check(request);
        DeploymentId id = RequestChecks.id("deployment", "id", request.getId(), DeploymentId::new);
        return transactions.read(tables ->
                GetDeploymentResponse.newBuilder()
                        .setDeployment(VisibleDeployments.show(tables, caller, id, clock.instant()))
                        .build());
    }
}
