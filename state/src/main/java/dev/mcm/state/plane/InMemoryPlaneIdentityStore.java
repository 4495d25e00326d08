package dev.mcm.state.plane;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [PlaneIdentityStore] in memory, for tests.
public final class InMemoryPlaneIdentityStore implements PlaneIdentityStore {
    private final PlaneStore planes;
    private final InMemoryTable<PlaneId, PlaneIdentity> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    public InMemoryPlaneIdentityStore(PlaneStore planes) {
        this.planes = planes;
    }

    @Override
    public List<PlaneIdentity> all(Tx tx) {
        return planes.all(tx).stream().map(this::of).toList();
    }

    @Override
    public Optional<PlaneIdentity> find(Tx tx, PlaneId plane) {
        return planes.find(tx, plane).map(this::of);
    }

    @Override
    public Optional<PlaneId> owner(Tx tx, String clusterId) {
        return all(tx).stream()
                .filter(row -> row.clusterId().equals(clusterId))
                .map(PlaneIdentity::planeId)
                .findFirst();
    }

    @Override
    public void write(Tx tx, PlaneIdentity identity) {
        owner(tx, identity.clusterId())
                .filter(owner ->
                        !identity.clusterId().isEmpty() && !owner.equals(identity.planeId()))
                .ifPresent(_ -> {
                    throw McmException.alreadyExists("plane", identity.clusterId());
                });
        if (planes.find(tx, identity.planeId()).isPresent()) {
            rows.put(tx, identity.planeId(), identity);
        }
    }

    /// Transactions in memory run one after another.
    @Override
    public void lockPlanes(Tx tx) {}

    private PlaneIdentity of(Plane plane) {
        return rows.find(plane.id())
                .orElseGet(() ->
                        new PlaneIdentity(
                                plane.id(), IdentityState.UNKNOWN, "", "", plane.createdAt()));
    }
}
