package dev.mcm.atc.loop;

import dev.mcm.shared.id.DeploymentId;
import java.util.HashSet;
import java.util.Set;

/// Deployments about which something has changed. It never holds more than there are deployments:
/// past a limit all count as changed. Thread-safe.
final class DirtySet {
    private static final int LIMIT = 2000;

    /// @param all everything may have changed; `ids` is then empty
    record Batch(boolean all, Set<DeploymentId> ids) {}

    private Set<DeploymentId> ids = new HashSet<>();
    private boolean all;

    synchronized void add(DeploymentId id) {
        if (!all) {
            ids.add(id);
            if (ids.size() > LIMIT) {
                addAll();
            }
        }
    }

    synchronized void addAll() {
        all = true;
        ids.clear();
    }

    synchronized Batch take() {
        Batch batch = new Batch(all, ids);
        ids = new HashSet<>();
        all = false;
        return batch;
    }

    /// A batch that could not be worked on.
    synchronized void giveBack(Batch batch) {
        if (batch.all()) {
            addAll();
        } else {
            batch.ids().forEach(this::add);
        }
    }
}
