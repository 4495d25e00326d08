package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;

/// [PlaneStateStore] in memory, for tests.
public final class InMemoryPlaneStateStore implements PlaneStateStore {
    private final InMemoryTable<PlaneId, PlaneState> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public List<PlaneState> all(Tx tx) {
        return rows.all();
    }

    @Override
    public void write(Tx tx, List<PlaneState> changed) {
        changed.forEach(row -> rows.put(tx, row.planeId(), row));
    }

    @Override
    public boolean delete(Tx tx, PlaneId plane) {
        return rows.remove(tx, plane);
    }
}
