package dev.mcm.gsm.loop;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.gsm.core.CapacityKey;
import dev.mcm.gsm.core.CapacityRollup;
import dev.mcm.gsm.core.CapacityRow;
import dev.mcm.gsm.core.CellReplicas;
import dev.mcm.gsm.core.ClusterGuard;
import dev.mcm.gsm.core.FailingNodes;
import dev.mcm.gsm.core.KnownHeartbeats;
import dev.mcm.gsm.core.LivenessPolicy;
import dev.mcm.gsm.core.ObjectState;
import dev.mcm.gsm.core.ObservedCellKey;
import dev.mcm.gsm.core.ObservedCounts;
import dev.mcm.gsm.core.ObservedKey;
import dev.mcm.gsm.core.ObservedRollup;
import dev.mcm.gsm.core.PlaneChanges;
import dev.mcm.gsm.core.PlaneModel;
import dev.mcm.gsm.core.PlaneSight;
import dev.mcm.gsm.core.QuotaRollup;
import dev.mcm.gsm.core.QuotaSight;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.core.RollupPace;
import dev.mcm.gsm.core.RowChanges;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.gsm.port.RollupStore;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.type.v1.QuotaLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One plane while this process owns it: its model, how far it has been read and written, and what
/// is rolled up of it. Thread-safe.
final class PlaneSession {
    /// Records without a change of state (heartbeats) after which the offset is stored all the
    /// same.
    private static final long MAX_UNSTORED = 1_000;

    private final PlaneId plane;
    private final PlaneModel model;
    private final ClusterGuard guard = new ClusterGuard();
    private final FailingNodes failingNodes = new FailingNodes();
    private @Nullable Instant refusedAt;
    private KnownHeartbeats heartbeats;
    private long storedOffset;
    private long offset;
    private boolean caughtUpOnce;

    /// The rows say what the model says.
    private boolean settled;

    private RollupStore.PlaneRows rows;
    private SortedMap<CapacityKey, CapacityRow> capacity;
    private SortedMap<ObservedKey, ObservedCounts> observed;
    private SortedMap<ObservedCellKey, CellReplicas> cells;
    private SortedMap<OrganizationId, QuotaLimits> quotas;
    private QuotaSight quotaSight = QuotaSight.UNHEARD;
    private boolean quotasCount = true;
    private final RollupPace pace;

    /// @param pace least time between two changes of what is rolled up
    PlaneSession(
            PlaneId plane,
            ObservedStore.StoredPlane stored,
            RollupStore.PlaneRows rows,
            Duration pace) {
        this.plane = plane;
        this.pace = new RollupPace(pace);
        this.model = new PlaneModel(stored.objects(), stored.ages(), stored.snapshots());
        this.storedOffset = stored.nextOffset();
        this.offset = stored.nextOffset();
        this.rows = rows;
        this.capacity = rows.capacity();
        this.observed = rows.observed();
        this.cells = rows.cells();
        this.quotas = rows.quotas();
        long epoch =
                Math.max(
                        model.newest().epoch(),
                        rows.liveness() == null ? 0 : rows.liveness().epoch().value());
        this.heartbeats = KnownHeartbeats.NOTHING.heartbeat(epoch, PlaneSight.CLEAR, Instant.EPOCH);
    }

    PlaneId plane() {
        return plane;
    }

    synchronized long offset() {
        return offset;
    }

    synchronized int openSnapshots() {
        return model.openSnapshots().size();
    }

    synchronized boolean isListening() {
        return heartbeats.isListening();
    }

    /// The cluster that the plane is; empty = not known.
    synchronized void isCluster(String cluster, Instant now) {
        if (guard.registered(cluster)) {
            heartbeats = heartbeats.unheard();
            refusedAt = now;
        }
    }

    /// Another cluster than the plane of which records have come in since `since`.
    synchronized Optional<String> stranger(Instant since) {
        if (refusedAt != null && refusedAt.isBefore(since)) {
            guard.forget();
            refusedAt = null;
        }
        return guard.refused();
    }

    /// Takes records that were read up to `nextOffset`; those of another cluster are passed over.
    synchronized void apply(List<PlaneRecord> records, long nextOffset, Instant now) {
        for (PlaneRecord record : records) {
            if (!guard.admits(record)) {
                refusedAt = now;
                continue;
            }
            model.apply(record, now);
            if (record.hasHeartbeat()) {
                heartbeats =
                        heartbeats.heartbeat(
                                record.getEpoch(), PlaneSight.of(record.getHeartbeat()), now);
                quotaSight = quotaSight.heard(record.getHeartbeat(), now);
            }
        }
        offset = nextOffset;
    }

    /// What has to be written of what was applied; empty when only time has passed.
    synchronized Optional<ObservedStore.PlaneProgress> unwritten() {
        PlaneChanges changes = model.changes();
        return changes.isEmpty() && Math.abs(offset - storedOffset) < MAX_UNSTORED
                ? Optional.empty()
                : Optional.of(
                        new ObservedStore.PlaneProgress(plane, changes, storedOffset, offset));
    }

    /// What [#unwritten()] named is stored. Called before anything else is applied.
    ///
    /// @param at when, by the clock of Postgres
    synchronized void written(ObservedStore.PlaneProgress progress, Instant at) {
        model.changesWritten(at);
        storedOffset = progress.toOffset();
    }

    /// The broker answered: its topic ended at `end` a while ago.
    synchronized void listening(long end, Instant now) {
        if (offset >= end) {
            heartbeats = heartbeats.caughtUp(now);
            caughtUpOnce = true;
        } else {
            heartbeats = heartbeats.cutOff();
        }
    }

    synchronized void cutOff() {
        heartbeats = heartbeats.cutOff();
    }

    /// What has to change in the control database. Nothing is rolled up before the topic has been
    /// read to its end once: until then what is stored is as good.
    synchronized Optional<RollupStore.PlaneUpdate> update(LivenessPolicy policy, Instant now) {
        if (!caughtUpOnce) {
            return Optional.empty();
        }
        rollUp(now);
        PlaneLiveness liveness =
                policy.decide(plane, rows.liveness(), heartbeats, now).orElse(null);
        boolean sameLiveness = Objects.equals(liveness, rows.liveness());
        if (settled && sameLiveness) {
            return Optional.empty();
        }
        RowChanges<CapacityKey, CapacityRow> ofCapacity =
                RowChanges.between(rows.capacity(), capacity);
        RowChanges<ObservedKey, ObservedCounts> ofCounts =
                RowChanges.between(rows.observed(), observed);
        RowChanges<ObservedCellKey, CellReplicas> ofCells = RowChanges.between(rows.cells(), cells);
        RowChanges<OrganizationId, QuotaLimits> ofQuotas =
                RowChanges.between(rows.quotas(), quotas);
        settled =
                ofCapacity.isEmpty()
                        && ofCounts.isEmpty()
                        && ofCells.isEmpty()
                        && ofQuotas.isEmpty();
        boolean due = pace.isDue(now);
        RollupStore.PlaneUpdate update =
                new RollupStore.PlaneUpdate(
                        plane,
                        due && !ofCapacity.isEmpty() ? capacity : null,
                        due ? ofCounts : RowChanges.none(),
                        due ? ofCells : RowChanges.none(),
                        due ? ofQuotas : RowChanges.none(),
                        sameLiveness ? null : liveness,
                        nextVersion());
        return update.isEmpty() ? Optional.empty() : Optional.of(update);
    }

    /// The update is stored.
    synchronized void updated(RollupStore.PlaneUpdate update, Instant now) {
        if (update.rollsUp()) {
            pace.written(now);
        }
        rows =
                new RollupStore.PlaneRows(
                        update.capacity() == null ? rows.capacity() : update.capacity(),
                        update.observed().appliedTo(rows.observed()),
                        update.cells().appliedTo(rows.cells()),
                        update.quotas().appliedTo(rows.quotas()),
                        update.liveness() == null ? rows.liveness() : update.liveness(),
                        update.version());
    }

    /// Forgets objects that are gone since before `before`.
    synchronized void purge(Instant before) {
        model.purge(before);
    }

    private void rollUp(Instant now) {
        boolean known = quotaSight.counts(now);
        if (model.takeRollupsStale() || failingNodes.reopens(now) || known != quotasCount) {
            settled = false;
            quotasCount = known;
            List<ObservedObject> nodes = live(ObjectKind.OBJECT_KIND_NODE);
            List<ObservedObject> pods = live(ObjectKind.OBJECT_KIND_POD);
            failingNodes.look(nodes, pods, now);
            capacity = CapacityRollup.of(nodes, pods, failingNodes.closed());
            observed = ObservedRollup.of(live(ObjectKind.OBJECT_KIND_DEPLOYMENT), pods);
            cells = model.cells();
            quotas =
                    QuotaRollup.of(
                            known ? live(ObjectKind.OBJECT_KIND_RESOURCEQUOTA) : List.of(), pods);
        }
    }

    /// Always newer than the rows: after a restart the newest record known may be older than the
    /// rows say, because heartbeats are not stored.
    private RecordVersion nextVersion() {
        RecordVersion last = rows.version();
        return model.newest().isNewerThan(last)
                ? model.newest()
                : new RecordVersion(last.epoch(), last.seq() + 1);
    }

    private List<ObservedObject> live(ObjectKind kind) {
        return model.live(kind).stream().map(ObjectState::body).toList();
    }
}
