package dev.mcm.atc.call;

import dev.mcm.atc.core.watch.ChangeLog;
import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.DeploymentRecord;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentPosition;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads for watches, of the database and of the log of changes. Thread-safe.
final class WatchReader {
    static final int CHUNK = 200;

    private final TransactionsOver<DeploymentReads> transactions;
    private final InstantSource clock;
    private final ChangeLog log;

    /// @param log used under its own lock
    WatchReader(
            TransactionsOver<DeploymentReads> transactions, InstantSource clock, ChangeLog log) {
        this.transactions = transactions;
        this.clock = clock;
        this.log = log;
    }

    /// Token of the position up to which watches have heard of everything.
    String position() {
        synchronized (log) {
            return log.token();
        }
    }

    /// Whose a deployment is or was; null = this process never knew.
    @Nullable Owner owner(DeploymentId id) {
        synchronized (log) {
            return log.owner(id).orElse(null);
        }
    }

    /// Rows behind a position, at most [#CHUNK]; from the first on for null.
    List<dev.mcm.state.deployment.Deployment> rows(
            WatchFilter filter, @Nullable DeploymentPosition after) {
        @Nullable DeploymentId only = filter.deployment();
        if (only != null) {
            return after != null
                    ? List.of()
                    : transactions
                            .read(tables -> tables.find(only))
                            .filter(filter::matches)
                            .stream()
                            .toList();
        }
        DeploymentFilter rows =
                new DeploymentFilter(
                        filter.organization(), filter.model(), DeploymentFilter.ALL.lifecycles());
        return transactions.read(tables -> tables.list(rows, after, CHUNK));
    }

    /// Those of `ids` that exist and match, as they are now.
    Map<DeploymentId, Deployment> read(WatchFilter filter, Collection<DeploymentId> ids) {
        Map<DeploymentId, DeploymentRecord> records =
                transactions.read(tables -> tables.records(ids));
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
