package dev.mcm.state.push;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;

/// [PushStore] in memory, for tests. Knows no other table: every deployment counts as existing.
public final class InMemoryPushStore implements PushStore {
    private final InMemoryTable<PushKey, Push> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public List<Push> all(Tx tx) {
        return rows.all();
    }

    @Override
    public List<Push> ofDeployment(Tx tx, DeploymentId deployment) {
        return rows.all().stream()
                .filter(row -> row.key().deploymentId().equals(deployment))
                .toList();
    }

    @Override
    public List<Push> toPlane(Tx tx, PlaneId plane) {
        return rows.all().stream().filter(row -> row.key().planeId().equals(plane)).toList();
    }

    @Override
    public int write(Tx tx, List<Push> changed) {
        List<Push> forward = changed.stream().filter(this::isForward).toList();
        forward.forEach(row -> rows.put(tx, row.key(), row));
        return forward.size();
    }

    @Override
    public int delete(Tx tx, List<PushKey> keys) {
        return (int) keys.stream().filter(key -> rows.remove(tx, key)).count();
    }

    private boolean isForward(Push row) {
        return rows.find(row.key())
                .filter(current ->
                        current.wantedVersion() > row.wantedVersion()
                                || current.appliedVersion() > row.appliedVersion())
                .isEmpty();
    }
}
