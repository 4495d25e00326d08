package dev.mcm.atc.port;

import dev.mcm.state.lease.LeaseRow;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.RefusedReport;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.SlotLag;
import dev.mcm.state.view.SystemCounts;
import java.util.List;

/// What the system's status is read from.
public interface SystemTables {
    List<LeaseRow> leases();

    /// Replication slots, as the server sees them.
    List<SlotLag> slotLags();

    /// Replication slots that GNS has made.
    List<GnsSlot> slots();

    List<Plane> planes();

    List<PlaneStateRow> planeStates();

    List<PlaneProbe> planeProbes();

    /// Operators' words in force.
    List<PlaneOrder> planeOrders();

    List<PlaneIdentity> planeIdentities();

    List<RefusedReport> refusedReports();

    /// Leftovers that wait for an operator, and those that were released and are not gone yet.
    List<HeldRemoval> heldRemovals();

    SystemCounts counts();
}
