package dev.mcm.atc.call;

import dev.mcm.atc.port.InstanceTypeTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.GetInstanceTypeRequest;
import dev.mcm.atc.v1.GetInstanceTypeResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.instancetype.InstanceType;

/// Reads one instance type.
public final class GetInstanceTypeCall {
    private final TransactionsOver<InstanceTypeTables> transactions;

    public GetInstanceTypeCall(TransactionsOver<InstanceTypeTables> transactions) {
        this.transactions = transactions;
    }

    public GetInstanceTypeResponse run(GetInstanceTypeRequest request) {
        RequestChecks.check(request);
        InstanceTypeName name =
                RequestChecks.id("instance type", "name", request.getName(), InstanceTypeName::new);
        InstanceType found =
                transactions
                        .read(tables -> tables.find(name))
                        .orElseThrow(() -> McmException.notFound("instance type", name));
        return GetInstanceTypeResponse.newBuilder()
                .setInstanceType(InstanceTypeCodec.toProto(found))
                .build();
    }
}
