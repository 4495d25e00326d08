package dev.mcm.atc.call;

import dev.mcm.atc.port.InstanceTypeTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.ListInstanceTypesRequest;
import dev.mcm.atc.v1.ListInstanceTypesResponse;

/// Lists all instance types, in order of name.
public final class ListInstanceTypesCall {
    private final TransactionsOver<InstanceTypeTables> transactions;

    public ListInstanceTypesCall(TransactionsOver<InstanceTypeTables> transactions) {
        this.transactions = transactions;
    }

    public ListInstanceTypesResponse run(ListInstanceTypesRequest request) {
        RequestChecks.check(request);
        ListInstanceTypesResponse.Builder all = ListInstanceTypesResponse.newBuilder();
        transactions
                .read(InstanceTypeTables::all)
                .forEach(row -> all.addInstanceTypes(InstanceTypeCodec.toProto(row)));
        return all.build();
    }
}
