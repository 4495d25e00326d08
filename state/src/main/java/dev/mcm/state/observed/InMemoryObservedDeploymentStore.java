package dev.mcm.state.observed;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;

/// [ObservedDeploymentStore] in memory, for tests.
public final class InMemoryObservedDeploymentStore implements ObservedDeploymentStore {
    private static final Comparator<ObservedDeployment.Key> ORDER =
            Comparator.comparing(ObservedDeployment.Key::deploymentId)
                    .thenComparing(ObservedDeployment.Key::planeId)
                    .thenComparing(ObservedDeployment.Key::instanceType);
    private static final Comparator<ObservedDeployment> AGE =
            Comparator.comparing(ObservedDeployment::epoch)
                    .thenComparingLong(ObservedDeployment::seq);

    private final InMemoryTable<ObservedDeployment.Key, ObservedDeployment> rows =
            new InMemoryTable<>(ORDER);

    @Override
    public List<ObservedDeployment> all(Tx tx) {
        return rows.all();
    }

    @Override
    public List<ObservedDeployment> ofDeployment(Tx tx, DeploymentId deployment) {
        return rows.all().stream()
                .filter(row -> row.key().deploymentId().equals(deployment))
                .toList();
    }

    @Override
    public List<ObservedDeployment> onPlane(Tx tx, PlaneId plane) {
        return rows.all().stream().filter(row -> row.key().planeId().equals(plane)).toList();
    }

    @Override
    public int write(Tx tx, List<ObservedDeployment> changed) {
        List<ObservedDeployment> newer = changed.stream().filter(this::isNewer).toList();
        newer.forEach(row -> rows.put(tx, row.key(), row));
        return newer.size();
    }

    @Override
    public int delete(Tx tx, List<ObservedDeployment.Key> keys) {
        return (int) keys.stream().filter(key -> rows.remove(tx, key)).count();
    }

    private boolean isNewer(ObservedDeployment row) {
        return rows.find(row.key()).filter(current -> AGE.compare(row, current) <= 0).isEmpty();
    }
}
