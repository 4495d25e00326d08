package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;

/// [PlaneProbeStore] in memory, for tests.
public final class InMemoryPlaneProbeStore implements PlaneProbeStore {
    private final InMemoryTable<PlaneId, PlaneProbe> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public List<PlaneProbe> all(Tx tx) {
        return rows.all();
    }

    @Override
    public void write(Tx tx, List<PlaneProbe> changed) {
        changed.forEach(row -> rows.put(tx, row.planeId(), row));
    }

    @Override
    public boolean delete(Tx tx, PlaneId plane) {
        return rows.remove(tx, plane);
    }
}
