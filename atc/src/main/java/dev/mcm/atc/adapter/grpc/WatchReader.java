package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.adapter.postgres.DeploymentRecord;
import dev.mcm.atc.core.watch.ChangeLog;
import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentPosition;
import dev.mcm.state.deployment.DeploymentStore;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads for watches, of the database and of the log of changes. Thread-safe.
final class WatchReader {
    static final int CHUNK = 200;

    private final Transactions transactions;
    private final DeploymentReader reader;
    private final InstantSource clock;
    private final ChangeLog log;
    private final DeploymentStore deployments = new DeploymentStore();

    /// @param log used under its own lock
    WatchReader(
            Transactions transactions,
            DeploymentReader reader,
            InstantSource clock,
            ChangeLog log) {
        this.transactions = transactions;
        this.reader = reader;
        this.clock = clock;
        this.log = log;
    }

    /// Token of the position up to which watches have heard of everything.
    String position() {
        synchronized (log) {
            return log.token();
        }
    }

    /// Whose a deployment is or was, as far as this process knows.
    Optional<Owner> owner(DeploymentId id) {
        synchronized (log) {
            return log.owner(id);
        }
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
        Map<DeploymentId, DeploymentRecord> records = transactions.read(tx -> reader.find(tx, ids));
        learn(records.values());
        Map<DeploymentId, Deployment> found = new HashMap<>();
        records.forEach((id, record) -> {
            if (filter.matches(record.row())) {
                found.put(id, DeploymentCodec.toProto(record, clock.instant()));
            }
        });
        return found;
    }

    private void learn(Collection<DeploymentRecord> records) {
        synchronized (log) {
            records.forEach(record ->
                    log.learn(
                            record.row().id(),
                            new Owner(record.row().organizationId(), record.row().modelId())));
        }
    }
}
