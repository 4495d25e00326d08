package dev.mcm.state.deployment;

import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// [SpecStore] on Postgres.
public final class PostgresSpecStore implements SpecStore {
    private static final String PUT =
            """
            INSERT INTO deployment_specs (hash, body, created_at) SELECT * FROM unnest(?, ?, ?)
            ON CONFLICT (hash) DO NOTHING
            """;

    @Override
    public void put(Tx tx, StoredSpec spec, Instant now) {
        Statements.update(
                tx,
                PUT,
                ColumnArrays.of(List.of(spec))
                        .text(StoredSpec::hash)
                        .bytes(StoredSpec::body)
                        .time(_ -> now));
    }

    @Override
    public Optional<StoredSpec> find(Tx tx, SpecHash hash) {
        return Optional.ofNullable(tx.session().get(SpecEntity.class, hash.value()))
                .map(SpecEntity::toRow);
    }

    @Override
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
                .map(SpecEntity::toRow)
                .toList();
    }
}
