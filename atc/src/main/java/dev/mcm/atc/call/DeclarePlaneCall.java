package dev.mcm.atc.call;

import dev.mcm.atc.core.validate.PlaneOrderRules;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.DeclarePlaneResponse;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneOrderKind;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.PlaneId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes down an operator's word on a plane, which the Scheduler obeys.
public final class DeclarePlaneCall {
    private final TransactionsOver<PlaneTables> transactions;

    public DeclarePlaneCall(TransactionsOver<PlaneTables> transactions) {
        this.transactions = transactions;
    }

    public DeclarePlaneResponse run(Caller caller, DeclarePlaneRequest request) {
        Violations violations = RequestChecks.violations(request);
        PlaneOrderRules.check(request, violations);
        violations.throwIfAny();
        PlaneId id = RequestChecks.id("plane", "id", request.getId(), PlaneId::new);
        Plane plane =
                request.getValidateOnly()
                        ? transactions.read(tables -> PlaneViews.full(tables, id))
                        : transactions.write(tables -> {
                            PlaneViews.find(tables, id);
                            declare(tables, id, caller, request);
                            return PlaneViews.full(tables, id);
                        });
        return DeclarePlaneResponse.newBuilder().setPlane(plane).build();
    }

    private static void declare(
            PlaneTables tables, PlaneId id, Caller caller, DeclarePlaneRequest request) {
        Optional<dev.mcm.state.plane.PlaneOrderKind> kind = kind(request.getKind());
        if (kind.isEmpty()) {
            tables.retract(id);
            return;
        }
        long seconds = request.getValidForSeconds();
        @Nullable Duration length = seconds == 0 ? null : Duration.ofSeconds(seconds);
        tables.declare(id, kind.get(), request.getReason(), caller.name(), length);
    }

    /// Empty = what was declared is taken back.
    private static Optional<dev.mcm.state.plane.PlaneOrderKind> kind(PlaneOrderKind kind) {
        return switch (kind) {
            case PLANE_ORDER_KIND_LOST -> Optional.of(dev.mcm.state.plane.PlaneOrderKind.LOST);
            case PLANE_ORDER_KIND_ALIVE -> Optional.of(dev.mcm.state.plane.PlaneOrderKind.ALIVE);
            case PLANE_ORDER_KIND_BRAKE_OVERRIDE ->
                    Optional.of(dev.mcm.state.plane.PlaneOrderKind.BRAKE_OVERRIDE);
            case PLANE_ORDER_KIND_NONE,
                    PLANE_ORDER_KIND_DRAIN,
                    PLANE_ORDER_KIND_UNSPECIFIED,
                    UNRECOGNIZED ->
                    Optional.empty();
        };
    }
}
