package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// [PlacementStore] in memory, for tests. Knows no other table: every deployment counts as
/// existing.
public final class InMemoryPlacementStore implements PlacementStore {
    private final InMemoryTable<PlacementKey, Placement> rows =
            new InMemoryTable<>(Comparator.naturalOrder());
    private final AtomicLong versions = new AtomicLong();

    @Override
    public List<Placement> all(Tx tx) {
        return rows.all();
    }

    @Override
    public List<Placement> ofDeployment(Tx tx, DeploymentId deployment) {
        return ofDeployments(tx, List.of(deployment));
    }

    @Override
    public List<Placement> ofDeployments(Tx tx, Collection<DeploymentId> deployments) {
        Set<DeploymentId> wanted = new HashSet<>(deployments);
        return rows.all().stream()
                .filter(row -> wanted.contains(row.key().deploymentId()))
                .toList();
    }

    @Override
    public List<Placement> onPlane(Tx tx, PlaneId plane) {
        return rows.all().stream().filter(row -> row.key().planeId().equals(plane)).toList();
    }

    @Override
    public List<Placement> write(Tx tx, List<PlacementChange> changes) {
        return changes.stream()
                .sorted(Comparator.comparing(PlacementChange::key))
                .map(change -> put(tx, change))
                .toList();
    }

    @Override
    public int delete(Tx tx, List<Placement> wanted) {
        return (int)
                wanted.stream().filter(row -> isCurrent(row) && rows.remove(tx, row.key())).count();
    }

    private Placement put(Tx tx, PlacementChange change) {
        Placement row = Placement.of(change, versions.incrementAndGet());
        rows.put(tx, row.key(), row);
        return row;
    }

    private boolean isCurrent(Placement row) {
        return rows.find(row.key())
                .filter(current -> current.version() == row.version())
                .isPresent();
    }
}
