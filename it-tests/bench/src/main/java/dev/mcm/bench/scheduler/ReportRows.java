package dev.mcm.bench.scheduler;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ObservedCellStore;
import dev.mcm.state.observed.ObservedDeployment;
import dev.mcm.state.observed.ObservedDeploymentStore;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.PlaneCapacityStore;
import java.time.Instant;
import java.util.List;

/// Writes what planes show as GSM does: the same tables through the same stores, only what is
/// otherwise than before, all of a report in one transaction. For one thread.
final class ReportRows {
    /// As the rows that a fleet begins with; theirs is the first place in it.
    private static final Epoch EPOCH = new Epoch(1);

    private final PlaneCapacityStore capacity = new PlaneCapacityStore();
    private final ObservedCellStore cells = new ObservedCellStore();
    private final ObservedDeploymentStore deployments = new ObservedDeploymentStore();
    private final Transactions control;
    private long seq = 1;

    ReportRows(Transactions control) {
        this.control = control;
    }

    void write(ShownFleet.Changes changes, ShownFleet fleet) {
        seq++;
        Instant now = SystemTime.SYSTEM.instant();
        control.writeVoid(tx -> {
            for (String plane : changes.planes()) {
                List<CapacityPart> parts =
                        fleet.capacity(plane).stream().map(part -> part(part, now)).toList();
                capacity.replace(tx, new PlaneId(plane), parts);
            }
            there(tx, changes.there(), now);
            gone(tx, changes.gone());
        });
    }

    private void there(Tx tx, List<FleetRows.Cell> there, Instant now) {
        if (!there.isEmpty()) {
            deployments.write(tx, there.stream().map(cell -> deployment(cell, now)).toList());
            cells.write(tx, there.stream().map(cell -> cell(cell, now)).toList());
        }
    }

    private void gone(Tx tx, List<FleetRows.Cell> gone) {
        if (!gone.isEmpty()) {
            deployments.delete(tx, gone.stream().map(ReportRows::deploymentKey).toList());
            cells.delete(tx, gone.stream().map(ReportRows::cellKey).toList());
        }
    }

    private CapacityPart part(SeatedPlane.Part part, Instant now) {
        return new CapacityPart(
                new PlaneId(part.plane()),
                part.gpuType(),
                part.part(),
                part.classes(),
                1,
                0,
                0,
                0,
                EPOCH,
                seq,
                now);
    }

    private ObservedCell cell(FleetRows.Cell cell, Instant now) {
        return new ObservedCell(
                cellKey(cell),
                cell.revision(),
                List.of(new ReplicaGroup(ReplicaState.READY, cell.replicas(), now, "")),
                EPOCH,
                seq,
                now);
    }

    private ObservedDeployment deployment(FleetRows.Cell cell, Instant now) {
        int all = cell.replicas();
        return new ObservedDeployment(
                deploymentKey(cell),
                cell.version(),
                new ObservedDeployment.PodCounts(all, all, all, all, 0),
                "",
                "",
                EPOCH,
                seq,
                now);
    }

    private static ObservedCell.Key cellKey(FleetRows.Cell cell) {
        return new ObservedCell.Key(
                new DeploymentId(cell.deployment()),
                new PlaneId(cell.plane()),
                new InstanceTypeName(cell.instanceType()),
                cell.version());
    }

    private static ObservedDeployment.Key deploymentKey(FleetRows.Cell cell) {
        return new ObservedDeployment.Key(
                new DeploymentId(cell.deployment()),
                new PlaneId(cell.plane()),
                new InstanceTypeName(cell.instanceType()));
    }
}
