package dev.mcm.atc.call;

import dev.mcm.atc.port.SystemTables;
import dev.mcm.state.lease.LeaseRow;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.RefusedReport;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.scale.ScaleTarget;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.SlotLag;
import dev.mcm.state.view.SystemCounts;
import java.util.List;

/// [SystemTables] of [FakeControl]; nothing is ready, since it keeps no replicas.
record FakeSystemTables(FakeTx tx) implements SystemTables {
    @Override
    public List<LeaseRow> leases() {
        return List.copyOf(tx.rows.leases);
    }

    @Override
    public List<SlotLag> slotLags() {
        return List.copyOf(tx.rows.lags);
    }

    @Override
    public List<GnsSlot> slots() {
        return List.copyOf(tx.rows.slots);
    }

    @Override
    public List<Plane> planes() {
        return List.copyOf(tx.rows.planes.values());
    }

    @Override
    public List<PlaneStateRow> planeStates() {
        return List.copyOf(tx.rows.planeStates);
    }

    @Override
    public List<PlaneProbe> planeProbes() {
        return List.copyOf(tx.rows.planeProbes);
    }

    @Override
    public List<PlaneOrder> planeOrders() {
        return List.copyOf(tx.rows.orders.values());
    }

    @Override
    public List<PlaneIdentity> planeIdentities() {
        return List.copyOf(tx.rows.identities.values());
    }

    @Override
    public List<RefusedReport> refusedReports() {
        return List.copyOf(tx.rows.refused);
    }

    @Override
    public List<HeldRemoval> heldRemovals() {
        return List.copyOf(tx.rows.heldRemovals);
    }

    @Override
    public SystemCounts counts() {
        return new SystemCounts(
                tx.rows.deployments.size(),
                tx.rows.scales.values().stream().mapToInt(ScaleTarget::desired).sum(),
                tx.rows.placements.values().stream().mapToInt(row -> row.placed()).sum(),
                0,
                tx.rows.placements.values().stream().mapToInt(row -> row.pending()).sum(),
                tx.rows.pushes.stream().filter(push -> !push.isDone()).count(),
                tx.rows.pushes.stream().filter(push -> !push.error().isEmpty()).count());
    }
}
