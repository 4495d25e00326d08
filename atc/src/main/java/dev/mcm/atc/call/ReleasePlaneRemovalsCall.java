package dev.mcm.atc.call;

import dev.mcm.atc.core.plane.HeldSet;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.ReleasePlaneRemovalsRequest;
import dev.mcm.atc.v1.ReleasePlaneRemovalsResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.HeldRemoval;
import java.util.List;

/// Lets leftovers go that the pusher holds: the set that the operator was shown, and no other.
public final class ReleasePlaneRemovalsCall {
    private final TransactionsOver<PlaneTables> transactions;

    public ReleasePlaneRemovalsCall(TransactionsOver<PlaneTables> transactions) {
        this.transactions = transactions;
    }

    public ReleasePlaneRemovalsResponse run(Caller caller, ReleasePlaneRemovalsRequest request) {
        Violations violations = RequestChecks.violations(request);
        ResourceNames.checkReason(request.getReason(), violations);
        violations.check(
                !request.getSet().isEmpty(),
                "set",
                "''",
                "the set that GetPlane shows as held_removals");
        violations.throwIfAny();
        PlaneId id = RequestChecks.id("plane", "id", request.getId(), PlaneId::new);
        Plane plane =
                request.getValidateOnly()
                        ? transactions.read(tables -> {
                            PlaneViews.find(tables, id);
                            toRelease(id, tables.heldRemovals(id), request.getSet());
                            return PlaneViews.full(tables, id);
                        })
                        : transactions.write(tables -> {
                            PlaneViews.find(tables, id);
                            HeldSet set =
                                    toRelease(id, tables.lockHeldRemovals(id), request.getSet());
                            tables.releaseRemovals(
                                    id, set.deployments(), caller.name(), request.getReason());
                            return PlaneViews.full(tables, id);
                        });
        return ReleasePlaneRemovalsResponse.newBuilder().setPlane(plane).build();
    }

    /// @return empty when the set was released before
    private static HeldSet toRelease(PlaneId plane, List<HeldRemoval> rows, String name) {
        HeldSet held = HeldSet.held(rows);
        if (!held.isEmpty() && held.name().equals(name)) {
            return held;
        }
        HeldSet released = HeldSet.released(rows);
        if (!released.isEmpty() && released.name().equals(name)) {
            return new HeldSet(List.of());
        }
        throw McmException.stateForbids(
                "plane " + plane,
                held.isEmpty()
                        ? "set '" + name + "' (expected: none, no removals are held there)"
                        : "set '%s' (expected: '%s', %d objects of %d deployments are held there)"
                                .formatted(
                                        name, held.name(), held.objects(), held.removals().size()));
    }
}
