package dev.mcm.state.deployment;

import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Table `deployment_specs`: insert-only, so that a spec once read may be kept for ever.
public final class SpecStore {
    private static final String PUT =
            """
            INSERT INTO deployment_specs (hash, body, created_at) SELECT * FROM unnest(?, ?, ?)
            ON CONFLICT (hash) DO NOTHING
            """;

    /// Inserts unless it is there.
    public void put(Tx tx, StoredSpec spec, Instant now) {
        Statements.update(
                tx,
                PUT,
                ColumnArrays.of(List.of(spec))
                        .text(StoredSpec::hash)
                        .bytes(StoredSpec::body)
                        .time(_ -> now));
    }

    public Optional<StoredSpec> find(Tx tx, SpecHash hash) {
        return new DeploymentRepository_(tx.session()).spec(hash.value()).map(SpecEntity::toRow);
    }

    /// Those of `hashes` that exist, in order of hash. A row whose body is not what its hash says
    /// is left out: it is as good as lost.
    public List<StoredSpec> find(Tx tx, Collection<SpecHash> hashes) {
        return tx
                .session()
                .createNativeQuery(
                        "SELECT * FROM deployment_specs WHERE hash = ANY (:hashes) ORDER BY hash",
                        SpecEntity.class)
                .setParameter(
                        "hashes",
                        hashes.stream().map(SpecHash::value).distinct().toArray(String[]::new))
                .list()
                .stream()
                .flatMap(entity -> entity.intact().stream())
                .toList();
    }
}
