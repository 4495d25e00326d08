package dev.mcm.atc.adapter.postgres;

import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.deployment.SpecVersionStore;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes rows of `deployment_versions` for current versions that have none: of deployments from
/// before the table, and of those that an ATC from before it creates or changes meanwhile. One
/// whose spec cannot be read is passed over; that it cannot is logged where it is read. Idempotent.
final class MissingVersions {
    /// Rows of one transaction.
    private static final int CHUNK = 500;

    private final Transactions transactions;
    private final Fencing fencing;
    private final StatusReader reader;
    private final SpecVersionStore versions = new SpecVersionStore();

    MissingVersions(Transactions transactions, Fencing fencing, StatusReader reader) {
        this.transactions = transactions;
        this.fencing = fencing;
        this.reader = reader;
    }

    /// @return number of rows written
    int write() {
        int written = 0;
        String last = "";
        List<Deployment> rows = after(last);
        while (!rows.isEmpty()) {
            written += write(rows);
            last = rows.getLast().id().value();
            rows = rows.size() < CHUNK ? List.of() : after(last);
        }
        return written;
    }

    private List<Deployment> after(String id) {
        return transactions.read(tx -> versions.without(tx, id, CHUNK));
    }

    private int write(List<Deployment> rows) {
        return transactions.write(tx -> {
            fencing.verify(tx);
            return versions.put(tx, found(tx, rows));
        });
    }

    private List<SpecVersion> found(Tx tx, List<Deployment> rows) {
        Map<SpecHash, ResolvedSpec> specs =
                reader.specs(tx, rows.stream().map(Deployment::specHash).toList());
        return rows.stream()
                .flatMap(row ->
                        Optional.ofNullable(specs.get(row.specHash()))
                                .flatMap(spec -> SpecVersion.found(row, spec))
                                .stream())
                .toList();
    }
}
