package dev.mcm.bench.state;

import dev.mcm.shared.time.SystemTime;
import dev.mcm.state.Database;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.placement.PlacementStore;
import java.util.List;

/// The measured side, as a service uses it.
final class StateSide {
    private final Database database;
    private final DeploymentStore deployments = new DeploymentStore();
    private final PlacementStore placements = new PlacementStore();

    StateSide(Database database) {
        this.database = database;
    }

    Records readAll() {
        return database.read(tx -> new Records(deployments.all(tx), placements.all(tx)));
    }

    /// Updates the first `count` deployments, `batch` in one transaction.
    ///
    /// @return nanoseconds of the updates
    long write(int count, int batch) {
        List<Deployment> rows = readAll().deployments().subList(0, count);
        long start = SystemTime.SYSTEM.nanoTime();
        for (int from = 0; from < count; from += batch) {
            List<Deployment> some = rows.subList(from, Math.min(count, from + batch));
            database.writeVoid(
                    tx -> some.forEach(row -> deployments.update(tx, row, row.revision())));
        }
        return SystemTime.SYSTEM.nanoTime() - start;
    }
}
