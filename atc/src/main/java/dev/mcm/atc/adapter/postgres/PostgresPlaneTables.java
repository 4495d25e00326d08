package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.PlaneTables;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneCapacityStore;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneOrderStore;
import dev.mcm.state.plane.PlaneQuota;
import dev.mcm.state.plane.PlaneQuotaStore;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.PlaneStateStore;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.push.HeldRemovalStore;
import dev.mcm.state.push.PushStateRow;
import dev.mcm.state.push.PushStateStore;
import dev.mcm.state.view.DrainProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [PlaneTables] on Postgres.
public record PostgresPlaneTables(Tx tx) implements PlaneTables {
    private static final PlaneStore PLANES = new PlaneStore();
    private static final PlaneStateStore STATES = new PlaneStateStore();
    private static final PlaneCapacityStore CAPACITIES = new PlaneCapacityStore();
    private static final PlaneQuotaStore QUOTAS = new PlaneQuotaStore();
    private static final PlaneOrderStore ORDERS = new PlaneOrderStore();
    private static final HeldRemovalStore REMOVALS = new HeldRemovalStore();
    private static final PushStateStore PUSH_STATES = new PushStateStore();
    private static final PlaneIdentityStore IDENTITIES = new PlaneIdentityStore();

    @Override
    public Optional<Plane> find(PlaneId id) {
        return PLANES.find(tx, id);
    }

    @Override
    public List<Plane> all() {
        return PLANES.all(tx);
    }

    @Override
    public List<Plane> list(@Nullable PlaneId after, int limit) {
        return PLANES.list(tx, after, limit);
    }

    @Override
    public void insert(Plane row) {
        PLANES.insert(tx, row);
    }

    @Override
    public void update(Plane row, long expectedRevision) {
        PLANES.update(tx, row, expectedRevision);
    }

    @Override
    public List<PlaneStateRow> states() {
        return STATES.all(tx);
    }

    @Override
    public List<CapacityPart> capacity(PlaneId plane) {
        return CAPACITIES.ofPlane(tx, plane);
    }

    @Override
    public List<CapacityPart> capacities() {
        return CAPACITIES.all(tx);
    }

    @Override
    public List<PlaneQuota> quotas(PlaneId plane) {
        return QUOTAS.onPlane(tx, plane);
    }

    @Override
    public List<PlaneIdentity> identities() {
        return IDENTITIES.all(tx);
    }

    @Override
    public Optional<PlaneIdentity> identity(PlaneId plane) {
        return IDENTITIES.find(tx, plane);
    }

    @Override
    public Optional<PlaneId> owner(String clusterId) {
        return IDENTITIES.owner(tx, clusterId);
    }

    @Override
    public List<PlaneOrder> orders() {
        return ORDERS.inForce(tx);
    }

    @Override
    public Optional<PlaneOrder> order(PlaneId plane) {
        return ORDERS.find(tx, plane);
    }

    @Override
    public boolean declare(
            PlaneId plane,
            PlaneOrderKind kind,
            String reason,
            String by,
            @Nullable Duration length) {
        return ORDERS.declare(tx, plane, kind, reason, by, length).isPresent();
    }

    @Override
    public void retract(PlaneId plane) {
        ORDERS.delete(tx, plane);
    }

    @Override
    public void endDrain(PlaneId plane) {
        ORDERS.deleteDrain(tx, plane);
    }

    @Override
    public Map<PlaneId, DrainProgress> left(Collection<PlaneId> planes) {
        return DrainProgress.read(tx, planes);
    }

    @Override
    public void write(PlaneIdentity identity) {
        IDENTITIES.write(tx, identity);
    }

    @Override
    public Optional<PushStateRow> pushState(PlaneId plane) {
        return PUSH_STATES.find(tx, plane);
    }

    @Override
    public List<HeldRemoval> heldRemovals(PlaneId plane) {
        return REMOVALS.onPlane(tx, plane);
    }

    @Override
    public List<HeldRemoval> lockHeldRemovals(PlaneId plane) {
        return REMOVALS.lock(tx, plane);
    }

    @Override
    public void releaseRemovals(
            PlaneId plane, Collection<DeploymentId> deployments, String by, String reason) {
        REMOVALS.release(tx, plane, deployments, by, reason);
    }

    @Override
    public void lock() {
        IDENTITIES.lockPlanes(tx);
    }
}
