package dev.mcm.atc.call;

import dev.mcm.atc.core.validate.PlaneOrderRules;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.DrainPlaneRequest;
import dev.mcm.atc.v1.DrainPlaneResponse;
import dev.mcm.atc.v1.Plane;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import java.time.Duration;

/// Writes down that a plane is to be drained, which the Scheduler obeys.
public final class DrainPlaneCall {
    private final TransactionsOver<PlaneTables> transactions;

    public DrainPlaneCall(TransactionsOver<PlaneTables> transactions) {
        this.transactions = transactions;
    }

    public DrainPlaneResponse run(Caller caller, DrainPlaneRequest request) {
        Violations violations = RequestChecks.violations(request);
        Duration deadline = PlaneOrderRules.drainDeadline(request, violations);
        violations.throwIfAny();
        PlaneId id = RequestChecks.id("plane", "id", request.getId(), PlaneId::new);
        Plane plane =
                request.getValidateOnly()
                        ? transactions.read(tables -> {
                            PlaneViews.find(tables, id);
                            tables.order(id)
                                    .filter(order -> order.kind() != PlaneOrderKind.DRAIN)
                                    .ifPresent(order -> refuse(id, order.says()));
                            return PlaneViews.full(tables, id);
                        })
                        : transactions.write(tables -> {
                            PlaneViews.find(tables, id);
                            drain(tables, id, caller, request.getReason(), deadline);
                            return PlaneViews.full(tables, id);
                        });
        return DrainPlaneResponse.newBuilder().setPlane(plane).build();
    }

    private static void drain(
            PlaneTables tables, PlaneId id, Caller caller, String reason, Duration deadline) {
        if (!tables.declare(id, PlaneOrderKind.DRAIN, reason, caller.name(), deadline)) {
            refuse(
                    id,
                    tables.order(id)
                            .map(PlaneOrder::says)
                            .orElse("declared something that this version does not know"));
        }
    }

    /// A drain in place of such a word would take it back.
    private static void refuse(PlaneId id, String declared) {
        throw McmException.stateForbids(
                "plane " + id,
                declared
                        + " (expected: a plane of which nothing is declared; take that back"
                        + " first)");
    }
}
