package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;

/// [PlaneLivenessStore] in memory, for tests.
public final class InMemoryPlaneLivenessStore implements PlaneLivenessStore {
    private final InMemoryTable<PlaneId, PlaneLiveness> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public List<PlaneLiveness> all(Tx tx) {
        return rows.all();
    }

    @Override
    public void write(Tx tx, List<PlaneLiveness> changed) {
        changed.forEach(row -> rows.put(tx, row.planeId(), row));
    }

    @Override
    public boolean delete(Tx tx, PlaneId plane) {
        return rows.remove(tx, plane);
    }
}
