package dev.mcm.gsm.adapter.postgres;

import dev.mcm.gsm.core.CapacityKey;
import dev.mcm.gsm.core.CapacityRow;
import dev.mcm.gsm.core.ObservedCounts;
import dev.mcm.gsm.core.ObservedKey;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.port.RollupStore;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.observed.ObservedDeployment;
import dev.mcm.state.observed.ObservedDeploymentStore;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.PlaneCapacityStore;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneLivenessStore;
import dev.mcm.state.plane.SightingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// [RollupStore] on database `mcm`, for one reign.
public final class PostgresRollupStore implements RollupStore {
    /// Several of the times at which [#listening] is called.
    private static final Duration LONGEST_BREAK = Duration.ofSeconds(15);

    private final Transactions control;
    private final Tables tables;
    private final Lease lease;

    /// GSM's tables of the control database.
    public record Tables(
            PlaneCapacityStore capacity,
            ObservedDeploymentStore observed,
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
            SortedMap<CapacityKey, CapacityRow> capacity = new TreeMap<>();
            parts.forEach(part -> capacity.put(RollupCodec.key(part), RollupCodec.row(part)));
            SortedMap<ObservedKey, ObservedCounts> observed = new TreeMap<>();
            deployments.forEach(row -> observed.put(RollupCodec.key(row), RollupCodec.counts(row)));
            Optional<PlaneLiveness> liveness =
                    tables.liveness().all(tx).stream()
                            .filter(row -> row.planeId().equals(plane))
                            .findFirst();
            RecordVersion newest =
                    Stream.concat(
                                    parts.stream().map(RollupCodec::version),
                                    deployments.stream().map(RollupCodec::version))
                            .max(RecordVersion::compareTo)
                            .orElse(RecordVersion.NONE);
            return new PlaneRows(capacity, observed, liveness, newest);
        });
    }

    @Override
    public void write(List<PlaneUpdate> updates, Instant now) {
        List<ObservedDeployment> upserts =
                updates.stream()
                        .flatMap(update ->
                                update.observed().upserts().entrySet().stream()
                                        .map(entry ->
                                                RollupCodec.deployment(
                                                        update,
                                                        entry.getKey(),
                                                        entry.getValue(),
                                                        now)))
                        .toList();
        List<ObservedDeployment.Key> deletes =
                updates.stream()
                        .flatMap(update ->
                                update.observed().deletes().stream()
                                        .map(key -> RollupCodec.key(update.plane(), key)))
                        .toList();
        List<PlaneLiveness> liveness =
                updates.stream().flatMap(update -> update.liveness().stream()).toList();
        control.writeVoid(tx -> {
            lease.verify(tx);
            updates.forEach(update -> writeCapacity(tx, update, now));
            if (!upserts.isEmpty()) {
                tables.observed().write(tx, upserts);
            }
            if (!deletes.isEmpty()) {
                tables.observed().delete(tx, deletes);
            }
            if (!liveness.isEmpty()) {
                tables.liveness().write(tx, liveness);
            }
        });
    }

    @Override
    public void listening(List<PlaneId> planes) {
        control.writeVoid(tx -> {
            lease.verify(tx);
            tables.sightings().write(tx, planes, LONGEST_BREAK);
        });
    }

    @Override
    public List<PlaneId> planes() {
        return control.read(tx ->
                Stream.of(
                                tables.capacity().all(tx).stream().map(CapacityPart::planeId),
                                tables.observed().all(tx).stream().map(row -> row.key().planeId()),
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
            tables.liveness().delete(tx, plane);
        });
    }

    private void writeCapacity(Tx tx, PlaneUpdate update, Instant now) {
        update.capacity()
                .ifPresent(rows -> {
                    List<CapacityPart> parts =
                            rows.entrySet().stream()
                                    .map(entry ->
                                            RollupCodec.part(
                                                    update, entry.getKey(), entry.getValue(), now))
                                    .toList();
                    tables.capacity().replace(tx, update.plane(), parts);
                });
    }
}
