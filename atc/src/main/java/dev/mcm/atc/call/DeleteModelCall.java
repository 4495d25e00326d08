package dev.mcm.atc.call;

import dev.mcm.atc.port.ModelTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.DeleteModelRequest;
import dev.mcm.atc.v1.DeleteModelResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.id.ModelId;

/// Deletes models that have no deployments.
public final class DeleteModelCall {
    private final TransactionsOver<ModelTables> transactions;

    public DeleteModelCall(TransactionsOver<ModelTables> transactions) {
        this.transactions = transactions;
    }

    public DeleteModelResponse run(Caller caller, DeleteModelRequest request) {
        RequestChecks.check(request);
        ModelId id = RequestChecks.id("model", "id", request.getId(), ModelId::new);
        transactions.writeVoid(tables -> tables.delete(ModelCodec.find(tables, caller, id).id()));
        return DeleteModelResponse.getDefaultInstance();
    }
}
