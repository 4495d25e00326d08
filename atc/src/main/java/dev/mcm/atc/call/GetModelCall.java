package dev.mcm.atc.call;

import dev.mcm.atc.port.ModelTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.GetModelRequest;
import dev.mcm.atc.v1.GetModelResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.model.Model;

/// Reads one model.
public final class GetModelCall {
    private final TransactionsOver<ModelTables> transactions;

    public GetModelCall(TransactionsOver<ModelTables> transactions) {
        this.transactions = transactions;
    }

    public GetModelResponse run(Caller caller, GetModelRequest request) {
        RequestChecks.check(request);
        ModelId id = RequestChecks.id("model", "id", request.getId(), ModelId::new);
        Model found = transactions.read(tables -> ModelCodec.find(tables, caller, id));
        return GetModelResponse.newBuilder().setModel(ModelCodec.toProto(found)).build();
    }
}
