package dev.mcm.atc.call;

import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.CancelPlaneDrainRequest;
import dev.mcm.atc.v1.CancelPlaneDrainResponse;
import dev.mcm.atc.v1.Plane;
import dev.mcm.shared.id.PlaneId;

/// Takes back a drain.
public final class CancelPlaneDrainCall {
    private final TransactionsOver<PlaneTables> transactions;

    public CancelPlaneDrainCall(TransactionsOver<PlaneTables> transactions) {
        this.transactions = transactions;
    }

    public CancelPlaneDrainResponse run(CancelPlaneDrainRequest request) {
        RequestChecks.check(request);
        PlaneId id = RequestChecks.id("plane", "id", request.getId(), PlaneId::new);
        Plane plane =
                request.getValidateOnly()
                        ? transactions.read(tables -> PlaneViews.full(tables, id))
                        : transactions.write(tables -> {
                            PlaneViews.find(tables, id);
                            tables.endDrain(id);
                            return PlaneViews.full(tables, id);
                        });
        return CancelPlaneDrainResponse.newBuilder().setPlane(plane).build();
    }
}
