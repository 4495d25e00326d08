package dev.mcm.autoscaler.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.sql.Statements;
import dev.mcm.testkit.postgres.MigratedDatabases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is decided under one lease is written under that one or not at all.
final class PostgresAutoscalerStoreIT {
    private final MigratedDatabases databases = MigratedDatabases.fresh();
    private final Database database =
            Database.open(databases.control("mcm_autoscaler"), DatabaseName.CONTROL, "test");
    private Lease current = new Lease("autoscaler", "me", new Epoch(1));
    private final PostgresAutoscalerStore store =
            new PostgresAutoscalerStore(database, () -> Optional.of(current));

    @AfterEach
    void close() {
        database.close();
        databases.close();
    }

    @Test
    void whatAnEarlierReignDecidedIsRefusedThoughThisInstanceLeadsAgain() {
        sql(
                "INSERT INTO leases (role, holder, epoch, expires_at) VALUES ('autoscaler', 'me',"
                        + " 1, now() + interval '1 h')");
        store.read();

        sql("UPDATE leases SET epoch = 3 WHERE role = 'autoscaler'");
        current = new Lease("autoscaler", "me", new Epoch(3));

        assertThatThrownBy(this::write)
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_LEADER));
        store.read();
        write();
    }

    private void write() {
        store.write(List.of(), Map.of(), Instant.EPOCH);
    }

    private void sql(String statement) {
        database.writeVoid(tx -> Statements.update(tx, statement));
    }
}
