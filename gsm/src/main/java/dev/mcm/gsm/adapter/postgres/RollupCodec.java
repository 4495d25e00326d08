package dev.mcm.gsm.adapter.postgres;

import dev.mcm.gsm.core.CapacityKey;
import dev.mcm.gsm.core.CapacityRow;
import dev.mcm.gsm.core.CellReplicas;
import dev.mcm.gsm.core.ObservedCellKey;
import dev.mcm.gsm.core.ObservedCounts;
import dev.mcm.gsm.core.ObservedKey;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.port.RollupStore.PlaneUpdate;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ObservedDeployment;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.PlaneQuota;
import dev.mcm.type.v1.QuotaLimits;
import java.time.Instant;

/// Roll-ups and their rows.
final class RollupCodec {
    private RollupCodec() {}

    static CapacityKey key(CapacityPart part) {
        return new CapacityKey(part.gpuType(), part.part());
    }

    static CapacityRow row(CapacityPart part) {
        return new CapacityRow(
                part.classes(),
                part.nodes(),
                part.totalGpuMilli(),
                part.totalCpuMilli(),
                part.totalMemoryMib());
    }

    static RecordVersion version(CapacityPart part) {
        return new RecordVersion(part.epoch().value(), part.seq());
    }

    static CapacityPart part(PlaneUpdate update, CapacityKey key, CapacityRow row, Instant now) {
        return new CapacityPart(
                update.plane(),
                key.gpuType(),
                key.part(),
                row.classes(),
                row.nodes(),
                row.totalGpuMilli(),
                row.totalCpuMilli(),
                row.totalMemoryMib(),
                new Epoch(update.version().epoch()),
                update.version().seq(),
                now);
    }

    static ObservedKey key(ObservedDeployment row) {
        return new ObservedKey(row.key().deploymentId(), row.key().instanceType());
    }

    static ObservedDeployment.Key key(PlaneId plane, ObservedKey key) {
        return new ObservedDeployment.Key(key.deploymentId(), plane, key.instanceType());
    }

    static ObservedCounts counts(ObservedDeployment row) {
        ObservedDeployment.PodCounts counts = row.counts();
        return new ObservedCounts(
                row.specVersion(),
                counts.pods(),
                counts.bound(),
                counts.ready(),
                counts.readyUpdated(),
                counts.terminating(),
                row.reason(),
                row.message());
    }

    static RecordVersion version(ObservedDeployment row) {
        return new RecordVersion(row.epoch().value(), row.seq());
    }

    static ObservedDeployment deployment(
            PlaneUpdate update, ObservedKey key, ObservedCounts counts, Instant now) {
        return new ObservedDeployment(
                key(update.plane(), key),
                counts.specVersion(),
                new ObservedDeployment.PodCounts(
                        counts.pods(),
                        counts.bound(),
                        counts.ready(),
                        counts.readyUpdated(),
                        counts.terminating()),
                counts.reason(),
                counts.message(),
                new Epoch(update.version().epoch()),
                update.version().seq(),
                now);
    }

    static RecordVersion version(PlaneQuota quota) {
        return new RecordVersion(quota.epoch().value(), quota.seq());
    }

    static PlaneQuota quota(
            PlaneUpdate update, OrganizationId organization, QuotaLimits limits, Instant now) {
        return new PlaneQuota(
                new PlaneQuota.Key(update.plane(), organization),
                limits,
                new Epoch(update.version().epoch()),
                update.version().seq(),
                now);
    }

    static ObservedCellKey key(ObservedCell cell) {
        return new ObservedCellKey(
                new ObservedKey(cell.key().deploymentId(), cell.key().instanceType()),
                cell.key().specVersion());
    }

    static ObservedCell.Key key(PlaneId plane, ObservedCellKey key) {
        return new ObservedCell.Key(
                key.cell().deploymentId(), plane, key.cell().instanceType(), key.specVersion());
    }

    static CellReplicas replicas(ObservedCell cell) {
        return new CellReplicas(cell.revision(), cell.groups());
    }

    static RecordVersion version(ObservedCell cell) {
        return new RecordVersion(cell.epoch().value(), cell.seq());
    }

    static ObservedCell cell(
            PlaneUpdate update, ObservedCellKey key, CellReplicas replicas, Instant now) {
        return new ObservedCell(
                key(update.plane(), key),
                replicas.revision(),
                replicas.groups(),
                new Epoch(update.version().epoch()),
                update.version().seq(),
                now);
    }
}
