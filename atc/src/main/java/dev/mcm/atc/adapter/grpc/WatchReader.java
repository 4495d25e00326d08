package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentPosition;
import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.deployment.PostgresDeploymentStore;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads for watches. Thread-safe.
final class WatchReader {
    static final int CHUNK = 200;

    private final Transactions transactions;
    private final DeploymentReader reader;
    private final InstantSource clock;
    private final DeploymentStore deployments = new PostgresDeploymentStore();

    WatchReader(Transactions transactions, DeploymentReader reader, InstantSource clock) {
        this.transactions = transactions;
        this.reader = reader;
        this.clock = clock;
    }

    /// Rows behind a position, at most [#CHUNK].
    List<dev.mcm.state.deployment.Deployment> rows(
            WatchFilter filter, Optional<DeploymentPosition> after) {
        if (filter.deployment().isPresent()) {
            return after.isPresent()
                    ? List.of()
                    : transactions
                            .read(tx -> deployments.find(tx, filter.deployment().get()))
                            .filter(filter::matches)
                            .stream()
                            .toList();
        }
        DeploymentFilter rows =
                new DeploymentFilter(
                        filter.organization().orElse(null),
                        filter.model().orElse(null),
                        DeploymentFilter.ALL.lifecycles());
        return transactions.read(tx -> deployments.list(tx, rows, after, CHUNK));
    }

    /// Those of `ids` that exist and match, as they are now.
    Map<DeploymentId, Deployment> read(WatchFilter filter, Collection<DeploymentId> ids) {
        Map<DeploymentId, Deployment> found = new HashMap<>();
        transactions
                .read(tx -> reader.find(tx, ids))
                .forEach((id, record) -> {
                    if (filter.matches(record.row())) {
                        found.put(id, DeploymentCodec.toProto(record, clock.instant()));
                    }
                });
        return found;
    }
}
