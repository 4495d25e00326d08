package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.SystemTables;
import dev.mcm.state.Tx;
import dev.mcm.state.lease.LeaseRow;
import dev.mcm.state.lease.LeaseStore;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderStore;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneProbeStore;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.PlaneStateStore;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.plane.RefusedReport;
import dev.mcm.state.plane.RefusedReportStore;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.push.HeldRemovalStore;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.GnsSlotStore;
import dev.mcm.state.slot.SlotLag;
import dev.mcm.state.slot.SlotLagReader;
import dev.mcm.state.view.SystemCounts;
import java.util.List;

/// [SystemTables] on Postgres.
public record PostgresSystemTables(Tx tx) implements SystemTables {
    private static final LeaseStore LEASES = new LeaseStore();
    private static final SlotLagReader LAGS = new SlotLagReader();
    private static final GnsSlotStore SLOTS = new GnsSlotStore();
    private static final PlaneStore PLANES = new PlaneStore();
    private static final PlaneStateStore STATES = new PlaneStateStore();
    private static final PlaneOrderStore ORDERS = new PlaneOrderStore();
    private static final PlaneProbeStore PROBES = new PlaneProbeStore();
    private static final PlaneIdentityStore IDENTITIES = new PlaneIdentityStore();
    private static final HeldRemovalStore REMOVALS = new HeldRemovalStore();
    private static final RefusedReportStore REFUSED = new RefusedReportStore();

    @Override
    public List<LeaseRow> leases() {
        return LEASES.all(tx);
    }

    @Override
    public List<SlotLag> slotLags() {
        return LAGS.read(tx);
    }

    @Override
    public List<GnsSlot> slots() {
        return SLOTS.all(tx);
    }

    @Override
    public List<Plane> planes() {
        return PLANES.all(tx);
    }

    @Override
    public List<PlaneStateRow> planeStates() {
        return STATES.all(tx);
    }

    @Override
    public List<PlaneProbe> planeProbes() {
        return PROBES.all(tx);
    }

    @Override
    public List<PlaneOrder> planeOrders() {
        return ORDERS.inForce(tx);
    }

    @Override
    public List<PlaneIdentity> planeIdentities() {
        return IDENTITIES.all(tx);
    }

    @Override
    public List<RefusedReport> refusedReports() {
        return REFUSED.all(tx);
    }

    @Override
    public List<HeldRemoval> heldRemovals() {
        return REMOVALS.all(tx);
    }

    @Override
    public SystemCounts counts() {
        return SystemCounts.read(tx);
    }
}
