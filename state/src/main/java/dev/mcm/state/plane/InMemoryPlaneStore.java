package dev.mcm.state.plane;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [PlaneStore] in memory, for tests. Knows no other table: nothing keeps a plane from being
/// deleted.
public final class InMemoryPlaneStore implements PlaneStore {
    private final InMemoryTable<PlaneId, Plane> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public Plane insert(Tx tx, Plane row) {
        if (rows.find(row.id()).isPresent()) {
            throw McmException.alreadyExists("plane", row.id());
        }
        return put(tx, row.withRevision(1));
    }

    @Override
    public Optional<Plane> find(Tx tx, PlaneId id) {
        return rows.find(id);
    }

    @Override
    public List<Plane> all(Tx tx) {
        return rows.all();
    }

    @Override
    public List<Plane> list(Tx tx, Optional<PlaneId> after, int limit) {
        return rows.all().stream()
                .filter(row -> after.isEmpty() || row.id().compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public Plane update(Tx tx, Plane row, long expectedRevision) {
        if (rows.find(row.id())
                .filter(current -> current.revision() == expectedRevision)
                .isEmpty()) {
            throw Stale.conflict("plane", row.id(), expectedRevision);
        }
        return put(tx, row.withRevision(expectedRevision + 1));
    }

    @Override
    public boolean delete(Tx tx, PlaneId id) {
        return rows.remove(tx, id);
    }

    private Plane put(Tx tx, Plane row) {
        rows.put(tx, row.id(), row);
        return row;
    }
}
