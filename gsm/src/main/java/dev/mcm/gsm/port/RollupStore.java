package dev.mcm.gsm.port;

import dev.mcm.gsm.core.CapacityKey;
import dev.mcm.gsm.core.CapacityRow;
import dev.mcm.gsm.core.CellReplicas;
import dev.mcm.gsm.core.ObservedCellKey;
import dev.mcm.gsm.core.ObservedCounts;
import dev.mcm.gsm.core.ObservedKey;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.core.RowChanges;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.type.v1.QuotaLimits;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is rolled up of the planes, in the control database.
public interface RollupStore {
    /// Rows of one plane.
    ///
    /// @param liveness null = the plane was never heard
    /// @param version newest of the rows' versions
    record PlaneRows(
            SortedMap<CapacityKey, CapacityRow> capacity,
            SortedMap<ObservedKey, ObservedCounts> observed,
            SortedMap<ObservedCellKey, CellReplicas> cells,
            SortedMap<OrganizationId, QuotaLimits> quotas,
            @Nullable PlaneLiveness liveness,
            RecordVersion version) {
        public PlaneRows {
            capacity = Collections.unmodifiableSortedMap(new TreeMap<>(capacity));
            observed = Collections.unmodifiableSortedMap(new TreeMap<>(observed));
            cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
            quotas = Collections.unmodifiableSortedMap(new TreeMap<>(quotas));
        }
    }

    /// What to change of one plane.
    ///
    /// @param capacity all rows, when any of them changes; null = leave them alone
    /// @param liveness null = leave it alone
    /// @param version of the rows; newer than what the plane's rows have
    record PlaneUpdate(
            PlaneId plane,
            @Nullable SortedMap<CapacityKey, CapacityRow> capacity,
            RowChanges<ObservedKey, ObservedCounts> observed,
            RowChanges<ObservedCellKey, CellReplicas> cells,
            RowChanges<OrganizationId, QuotaLimits> quotas,
            @Nullable PlaneLiveness liveness,
            RecordVersion version) {
        public boolean isEmpty() {
            return !rollsUp() && liveness == null;
        }

        /// Whether it changes more than the plane's liveness.
        public boolean rollsUp() {
            return capacity != null || !observed.isEmpty() || !cells.isEmpty() || !quotas.isEmpty();
        }
    }

    PlaneRows load(PlaneId plane);

    /// Writes all in one transaction, if this process still has the lease.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when it does not
    void write(List<PlaneUpdate> updates, Instant now);

    /// This process listens to these planes now, and has written what it heard.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when it does not have the lease
    void listening(List<PlaneId> planes);

    /// Planes that have rows.
    List<PlaneId> planes();

    /// Forgets a plane.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when this process does not have the
    ///   lease
    void forget(PlaneId plane);
}
