package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// [RefusedReportStore] in memory, for tests.
public final class InMemoryRefusedReportStore implements RefusedReportStore {
    private final InMemoryTable<PlaneId, RefusedReport> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public List<RefusedReport> all(Tx tx) {
        return rows.all();
    }

    @Override
    public void replaceAll(Tx tx, List<RefusedReport> wanted) {
        Set<PlaneId> kept = wanted.stream().map(RefusedReport::planeId).collect(Collectors.toSet());
        rows.all().stream()
                .map(RefusedReport::planeId)
                .filter(plane -> !kept.contains(plane))
                .forEach(plane -> rows.remove(tx, plane));
        wanted.stream()
                .filter(row ->
                        rows.find(row.planeId())
                                .filter(old -> old.clusterId().equals(row.clusterId()))
                                .isEmpty())
                .forEach(row -> rows.put(tx, row.planeId(), row));
    }
}
