package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.LoopTotals;
import dev.mcm.atc.port.SystemTables;
import dev.mcm.state.Tx;
import dev.mcm.state.lease.LeaseRow;
import dev.mcm.state.lease.LeaseStore;
import dev.mcm.state.lease.PostgresLeaseStore;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneProbeStore;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateStore;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.plane.PostgresPlaneIdentityStore;
import dev.mcm.state.plane.PostgresPlaneProbeStore;
import dev.mcm.state.plane.PostgresPlaneStateStore;
import dev.mcm.state.plane.PostgresPlaneStore;
import dev.mcm.state.plane.PostgresRefusedReportStore;
import dev.mcm.state.plane.RefusedReport;
import dev.mcm.state.plane.RefusedReportStore;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.GnsSlotStore;
import dev.mcm.state.slot.SlotLag;
import dev.mcm.state.slot.SlotLagReader;
import java.util.List;

/// [SystemTables] on Postgres.
public record PostgresSystemTables(Tx tx) implements SystemTables {
    private static final LeaseStore LEASES = new PostgresLeaseStore();
    private static final SlotLagReader LAGS = new SlotLagReader();
    private static final GnsSlotStore SLOTS = new GnsSlotStore();
    private static final PlaneStore PLANES = new PostgresPlaneStore();
    private static final PlaneStateStore STATES = new PostgresPlaneStateStore();
    private static final PlaneProbeStore PROBES = new PostgresPlaneProbeStore();
    private static final PlaneIdentityStore IDENTITIES = new PostgresPlaneIdentityStore();
    private static final RefusedReportStore REFUSED = new PostgresRefusedReportStore();

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
    public List<PlaneState> planeStates() {
        return STATES.all(tx);
    }

    @Override
    public List<PlaneProbe> planeProbes() {
        return PROBES.all(tx);
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
    public LoopTotals totals() {
        SystemCounts counts = SystemCounts.read(tx);
        return new LoopTotals(
                counts.deployments(),
                counts.desired(),
                counts.placed(),
                counts.ready(),
                counts.pending(),
                counts.pushesBehind(),
                counts.failingPushes());
    }
}
