package dev.mcm.gsm.adapter.postgres;

import dev.mcm.gsm.core.CapacityKey;
import dev.mcm.gsm.core.CapacityRow;
import dev.mcm.gsm.core.CellReplicas;
import dev.mcm.gsm.core.ObservedCellKey;
import dev.mcm.gsm.core.ObservedCounts;
import dev.mcm.gsm.core.ObservedKey;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.port.RollupStore;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ObservedCellStore;
import dev.mcm.state.observed.ObservedDeployment;
import dev.mcm.state.observed.ObservedDeploymentStore;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.PlaneCapacityStore;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneLivenessStore;
import dev.mcm.state.plane.PlaneQuota;
import dev.mcm.state.plane.PlaneQuotaStore;
import dev.mcm.state.plane.SightingStore;
import dev.mcm.type.v1.QuotaLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// [RollupStore] on database `mcm`, for one reign.
public final class PostgresRollupStore implements RollupStore {
    private final Transactions control;
    private final Tables tables;
    private final Lease lease;

    /// GSM's tables of the control database.
    public record Tables(
            PlaneCapacityStore capacity,
            ObservedDeploymentStore observed,
            ObservedCellStore cells,
            PlaneQuotaStore quotas,
            PlaneLivenessStore liveness,
            SightingStore sightings) {}

    public PostgresRollupStore(Transactions control, Tables tables, Lease lease) {
        this.control = control;
        this.tables = tables;
        this.lease = lease;
    }

    @Override
    public PlaneRows load(PlaneId plane) {
        return control.read(tx -> {
            List<CapacityPart> parts = tables.capacity().ofPlane(tx, plane);
            List<ObservedDeployment> deployments = tables.observed().onPlane(tx, plane);
            List<ObservedCell> cells = tables.cells().onPlane(tx, plane);
            List<PlaneQuota> quotas = tables.quotas().onPlane(tx, plane);
            SortedMap<CapacityKey, CapacityRow> capacity = new TreeMap<>();
            parts.forEach(part -> capacity.put(RollupCodec.key(part), RollupCodec.row(part)));
            SortedMap<ObservedKey, ObservedCounts> observed = new TreeMap<>();
            deployments.forEach(row -> observed.put(RollupCodec.key(row), RollupCodec.counts(row)));
            SortedMap<ObservedCellKey, CellReplicas> replicas = new TreeMap<>();
            cells.forEach(cell -> replicas.put(RollupCodec.key(cell), RollupCodec.replicas(cell)));
            SortedMap<OrganizationId, QuotaLimits> limits = new TreeMap<>();
            quotas.forEach(quota -> limits.put(quota.key().organizationId(), quota.limits()));
            PlaneLiveness liveness =
                    tables.liveness().all(tx).stream()
                            .filter(row -> row.planeId().equals(plane))
                            .findFirst()
                            .orElse(null);
            RecordVersion newest =
                    Stream.of(
                                    parts.stream().map(RollupCodec::version),
                                    deployments.stream().map(RollupCodec::version),
                                    cells.stream().map(RollupCodec::version),
                                    quotas.stream().map(RollupCodec::version))
                            .flatMap(versions -> versions)
                            .max(RecordVersion::compareTo)
                            .orElse(RecordVersion.NONE);
            return new PlaneRows(capacity, observed, replicas, limits, liveness, newest);
        });
    }

    @Override
    public void write(List<PlaneUpdate> updates, Instant now) {
        List<PlaneLiveness> liveness =
                updates.stream().map(PlaneUpdate::liveness).filter(Objects::nonNull).toList();
        control.writeVoid(tx -> {
            lease.verify(tx);
            updates.forEach(update -> writeCapacity(tx, update, now));
            writeCounts(tx, updates, now);
            writeCells(tx, updates, now);
            writeQuotas(tx, updates, now);
            if (!liveness.isEmpty()) {
                tables.liveness().write(tx, liveness);
            }
        });
    }

    @Override
    public void listening(List<PlaneId> planes) {
        control.writeVoid(tx -> {
            lease.verify(tx);
            tables.sightings().write(tx, planes);
        });
    }

    @Override
    public List<PlaneId> planes() {
        return control.read(tx ->
                Stream.of(
                                tables.capacity().all(tx).stream().map(CapacityPart::planeId),
                                tables.observed().all(tx).stream().map(row -> row.key().planeId()),
                                tables.cells().all(tx).stream().map(row -> row.key().planeId()),
                                tables.quotas().all(tx).stream().map(row -> row.key().planeId()),
                                tables.liveness().all(tx).stream().map(PlaneLiveness::planeId))
                        .flatMap(planes -> planes)
                        .distinct()
                        .toList());
    }

    @Override
    public void forget(PlaneId plane) {
        control.writeVoid(tx -> {
            lease.verify(tx);
            tables.capacity().replace(tx, plane, List.of());
            List<ObservedDeployment.Key> keys =
                    tables.observed().onPlane(tx, plane).stream()
                            .map(ObservedDeployment::key)
                            .toList();
            if (!keys.isEmpty()) {
                tables.observed().delete(tx, keys);
            }
            List<ObservedCell.Key> cells =
                    tables.cells().onPlane(tx, plane).stream().map(ObservedCell::key).toList();
            if (!cells.isEmpty()) {
                tables.cells().delete(tx, cells);
            }
            tables.quotas()
                    .delete(
                            tx,
                            tables.quotas().onPlane(tx, plane).stream()
                                    .map(PlaneQuota::key)
                                    .toList());
            tables.liveness().delete(tx, plane);
        });
    }

    private void writeCounts(Tx tx, List<PlaneUpdate> updates, Instant now) {
        List<ObservedDeployment> upserts = new ArrayList<>();
        List<ObservedDeployment.Key> deletes = new ArrayList<>();
        for (PlaneUpdate update : updates) {
            update.observed()
                    .upserts()
                    .forEach((key, counts) ->
                            upserts.add(RollupCodec.deployment(update, key, counts, now)));
            update.observed()
                    .deletes()
                    .forEach(key -> deletes.add(RollupCodec.key(update.plane(), key)));
        }
        if (!upserts.isEmpty()) {
            tables.observed().write(tx, upserts);
        }
        if (!deletes.isEmpty()) {
            tables.observed().delete(tx, deletes);
        }
    }

    private void writeCells(Tx tx, List<PlaneUpdate> updates, Instant now) {
        List<ObservedCell> upserts = new ArrayList<>();
        List<ObservedCell.Key> deletes = new ArrayList<>();
        for (PlaneUpdate update : updates) {
            update.cells()
                    .upserts()
                    .forEach((key, replicas) ->
                            upserts.add(RollupCodec.cell(update, key, replicas, now)));
            update.cells()
                    .deletes()
                    .forEach(key -> deletes.add(RollupCodec.key(update.plane(), key)));
        }
        if (!upserts.isEmpty()) {
            tables.cells().write(tx, upserts);
        }
        if (!deletes.isEmpty()) {
            tables.cells().delete(tx, deletes);
        }
    }

    private void writeQuotas(Tx tx, List<PlaneUpdate> updates, Instant now) {
        List<PlaneQuota> upserts = new ArrayList<>();
        List<PlaneQuota.Key> deletes = new ArrayList<>();
        for (PlaneUpdate update : updates) {
            update.quotas()
                    .upserts()
                    .forEach((organization, limits) ->
                            upserts.add(RollupCodec.quota(update, organization, limits, now)));
            update.quotas()
                    .deletes()
                    .forEach(organization ->
                            deletes.add(new PlaneQuota.Key(update.plane(), organization)));
        }
        tables.quotas().write(tx, upserts);
        tables.quotas().delete(tx, deletes);
    }

    private void writeCapacity(Tx tx, PlaneUpdate update, Instant now) {
        SortedMap<CapacityKey, CapacityRow> rows = update.capacity();
        if (rows != null) {
            List<CapacityPart> parts =
                    rows.entrySet().stream()
                            .map(entry ->
                                    RollupCodec.part(update, entry.getKey(), entry.getValue(), now))
                            .toList();
            tables.capacity().replace(tx, update.plane(), parts);
        }
    }
}
