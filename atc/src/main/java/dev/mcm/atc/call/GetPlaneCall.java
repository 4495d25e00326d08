package dev.mcm.atc.call;

import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.GetPlaneResponse;
import dev.mcm.atc.v1.Plane;
import dev.mcm.shared.id.PlaneId;

/// Reads one plane.
public final class GetPlaneCall {
    private final TransactionsOver<PlaneTables> transactions;

    public GetPlaneCall(TransactionsOver<PlaneTables> transactions) {
        this.transactions = transactions;
    }

    public GetPlaneResponse run(GetPlaneRequest request) {
        RequestChecks.check(request);
        PlaneId id = RequestChecks.id("plane", "id", request.getId(), PlaneId::new);
        Plane found = transactions.read(tables -> PlaneViews.full(tables, id));
        return GetPlaneResponse.newBuilder().setPlane(found).build();
    }
}
