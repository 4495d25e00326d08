package dev.mcm.atc.call;

import dev.mcm.atc.port.PlaneTables;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneQuota;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.push.PushStateRow;
import dev.mcm.state.view.DrainProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// [PlaneTables] of [FakeControl]. Identities are columns of the plane's row.
record FakePlaneTables(FakeTx tx) implements PlaneTables {
    private static final Object ALL_PLANES = "the identities of planes";

    @Override
    public Optional<Plane> find(PlaneId id) {
        return Optional.ofNullable(tx.rows.planes.get(id));
    }

    @Override
    public List<Plane> all() {
        return List.copyOf(tx.rows.planes.values());
    }

    @Override
    public List<Plane> list(@Nullable PlaneId after, int limit) {
        return all().stream()
                .filter(row -> after == null || row.id().value().compareTo(after.value()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public void insert(Plane row) {
        tx.requireWritable();
        FakeTx.requireAbsent(find(row.id()).isEmpty(), "plane", row.id());
        put(row, 1);
        tx.rows.identities.put(
                row.id(),
                new PlaneIdentity(row.id(), IdentityState.UNKNOWN, "", "", row.createdAt()));
    }

    @Override
    public void update(Plane row, long expectedRevision) {
        tx.requireWritable();
        long revision = find(row.id()).orElseThrow().revision();
        FakeTx.requireRevision("plane", row.id(), expectedRevision, revision);
        put(row, revision + 1);
    }

    private void put(Plane row, long revision) {
        tx.rows.planes.put(
                row.id(),
                new Plane(
                        row.id(),
                        row.provider(),
                        row.region(),
                        row.apiUrl(),
                        row.credentialsRef(),
                        row.gatewayUrl(),
                        row.sharesGpus(),
                        row.cordoned(),
                        row.cordonReason(),
                        row.organizations(),
                        row.provisionTimeoutSeconds(),
                        revision,
                        row.createdAt(),
                        row.updatedAt()));
    }

    @Override
    public List<PlaneStateRow> states() {
        return List.copyOf(tx.rows.planeStates);
    }

    @Override
    public List<CapacityPart> capacity(PlaneId plane) {
        return capacities().stream().filter(part -> part.planeId().equals(plane)).toList();
    }

    @Override
    public List<CapacityPart> capacities() {
        return List.copyOf(tx.rows.capacities);
    }

    @Override
    public List<PlaneQuota> quotas(PlaneId plane) {
        return List.of();
    }

    @Override
    public List<PlaneIdentity> identities() {
        return List.copyOf(tx.rows.identities.values());
    }

    @Override
    public Optional<PlaneIdentity> identity(PlaneId plane) {
        return Optional.ofNullable(tx.rows.identities.get(plane));
    }

    @Override
    public Optional<PlaneId> owner(String clusterId) {
        return identities().stream()
                .filter(identity -> identity.clusterId().equals(clusterId))
                .map(PlaneIdentity::planeId)
                .findFirst();
    }

    @Override
    public List<PlaneOrder> orders() {
        return List.copyOf(tx.rows.orders.values());
    }

    @Override
    public Optional<PlaneOrder> order(PlaneId plane) {
        return Optional.ofNullable(tx.rows.orders.get(plane));
    }

    @Override
    public boolean declare(
            PlaneId plane,
            PlaneOrderKind kind,
            String reason,
            String by,
            @Nullable Duration length) {
        tx.requireWritable();
        if (kind == PlaneOrderKind.DRAIN && order(plane).isPresent() && !isDrained(plane)) {
            return false;
        }
        @Nullable Instant until = length == null ? null : Instant.EPOCH.plus(length);
        tx.rows.orders.put(plane, new PlaneOrder(plane, kind, reason, by, until, Instant.EPOCH));
        return true;
    }

    @Override
    public void retract(PlaneId plane) {
        tx.requireWritable();
        if (!isDrained(plane)) {
            tx.rows.orders.remove(plane);
        }
    }

    @Override
    public void endDrain(PlaneId plane) {
        tx.requireWritable();
        if (isDrained(plane)) {
            tx.rows.orders.remove(plane);
        }
    }

    private boolean isDrained(PlaneId plane) {
        return order(plane).filter(order -> order.kind() == PlaneOrderKind.DRAIN).isPresent();
    }

    @Override
    public Map<PlaneId, DrainProgress> left(Collection<PlaneId> planes) {
        return tx.rows.left.values().stream()
                .filter(left -> planes.contains(left.planeId()))
                .collect(Collectors.toMap(DrainProgress::planeId, Function.identity()));
    }

    @Override
    public void write(PlaneIdentity identity) {
        tx.requireLocked(ALL_PLANES);
        FakeTx.requireAbsent(
                identity.clusterId().isEmpty()
                        || owner(identity.clusterId())
                                .filter(owner -> !owner.equals(identity.planeId()))
                                .isEmpty(),
                "cluster",
                identity.clusterId());
        if (tx.rows.planes.containsKey(identity.planeId())) {
            tx.rows.identities.put(identity.planeId(), identity);
        }
    }

    @Override
    public Optional<PushStateRow> pushState(PlaneId plane) {
        return Optional.ofNullable(tx.rows.pushStates.get(plane));
    }

    @Override
    public List<HeldRemoval> heldRemovals(PlaneId plane) {
        return tx.rows.heldRemovals.stream().filter(row -> row.planeId().equals(plane)).toList();
    }

    @Override
    public List<HeldRemoval> lockHeldRemovals(PlaneId plane) {
        tx.requireWritable();
        return heldRemovals(plane);
    }

    @Override
    public void releaseRemovals(
            PlaneId plane, Collection<DeploymentId> deployments, String by, String reason) {
        tx.requireWritable();
        tx.rows.heldRemovals.replaceAll(row ->
                row.planeId().equals(plane) && deployments.contains(row.deploymentId())
                        ? new HeldRemoval(
                                plane,
                                row.deploymentId(),
                                row.objects(),
                                row.foundAt(),
                                row.foundAt().plusSeconds(1))
                        : row);
    }

    @Override
    public void lock() {
        tx.lock(ALL_PLANES);
    }
}
