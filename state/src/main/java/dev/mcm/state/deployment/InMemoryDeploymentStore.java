package dev.mcm.state.deployment;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [DeploymentStore] in memory, for tests. Knows no other table: deleting cascades to none.
public final class InMemoryDeploymentStore implements DeploymentStore {
    private final InMemoryTable<DeploymentId, Deployment> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public Deployment insert(Tx tx, Deployment row) {
        if (rows.find(row.id()).isPresent()) {
            throw McmException.alreadyExists("deployment", row.id());
        }
        requireFreeName(tx, row);
        Deployment first = row.withRevision(1);
        rows.put(tx, row.id(), first);
        return first;
    }

    @Override
    public Optional<Deployment> find(Tx tx, DeploymentId id) {
        return rows.find(id);
    }

    @Override
    public Optional<Deployment> findByName(Tx tx, ModelId model, String name) {
        return rows.all().stream()
                .filter(row ->
                        row.modelId().equals(model)
                                && row.name().equals(name)
                                && row.lifecycle() != Lifecycle.DELETING)
                .findFirst();
    }

    @Override
    public List<Deployment> list(
            Tx tx, DeploymentFilter filter, Optional<DeploymentPosition> after, int limit) {
        return rows.all().stream()
                .filter(filter::matches)
                .filter(row ->
                        after.isEmpty()
                                || DeploymentPosition.ORDER.compare(
                                                DeploymentPosition.of(row), after.get())
                                        > 0)
                .sorted(Comparator.comparing(DeploymentPosition::of, DeploymentPosition.ORDER))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Deployment> all(Tx tx) {
        return rows.all();
    }

    @Override
    public Deployment update(Tx tx, Deployment row, long expectedRevision) {
        if (rows.find(row.id())
                .filter(current -> current.revision() == expectedRevision)
                .isEmpty()) {
            throw Stale.conflict("deployment", row.id(), expectedRevision);
        }
        requireFreeName(tx, row);
        Deployment next = row.withRevision(expectedRevision + 1);
        rows.put(tx, row.id(), next);
        return next;
    }

    @Override
    public boolean delete(Tx tx, DeploymentId id) {
        return rows.remove(tx, id);
    }

    private void requireFreeName(Tx tx, Deployment row) {
        boolean taken =
                findByName(tx, row.modelId(), row.name())
                        .filter(other -> !other.id().equals(row.id()))
                        .isPresent();
        if (taken && row.lifecycle() != Lifecycle.DELETING) {
            throw McmException.alreadyExists("deployment", row.modelId() + ", " + row.name());
        }
    }
}
