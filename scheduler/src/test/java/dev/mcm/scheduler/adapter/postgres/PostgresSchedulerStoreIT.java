package dev.mcm.scheduler.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.sql.Statements;
import dev.mcm.testkit.postgres.MigratedDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is decided under one lease is written under that one or not at all.
final class PostgresSchedulerStoreIT {
    private static final Instant NOW = Instant.EPOCH;

    private final MigratedDatabases databases = MigratedDatabases.fresh();
    private final Database database = open("mcm_scheduler");
    private Lease current = new Lease("scheduler", "me", new Epoch(1));
    private final StaleRows stale = new StaleRows();
    private final PostgresSchedulerStore store =
            new PostgresSchedulerStore(
                    database,
                    () -> Optional.of(current),
                    stale,
                    Duration.ofHours(1),
                    SystemTime.SYSTEM,
                    Runnable::run);

    private Database open(String role) {
        return Database.open(databases.control(role), DatabaseName.CONTROL, "test");
    }

    @AfterEach
    void close() {
        database.close();
        databases.close();
    }

    @Test
    void aPlanOfAnEarlierReignIsRefusedThoughThisInstanceLeadsAgain() {
        sql(
                "mcm_atc",
                "INSERT INTO planes (id, provider, region, api_url, credentials_ref,"
                        + " gateway_url, created_at, updated_at)"
                        + " VALUES ('p', 'aws', 'r', 'u', 'c', 'g', now(), now())");
        sql(
                "mcm_scheduler",
                "INSERT INTO leases (role, holder, epoch, expires_at) VALUES"
                        + " ('scheduler', 'me', 1, now() + interval '1 h')");
        store.read();

        sql("mcm_scheduler", "UPDATE leases SET epoch = 3 WHERE role = 'scheduler'");
        current = new Lease("scheduler", "me", new Epoch(3));

        assertThatThrownBy(this::writes)
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_LEADER));
        store.read();
        writes();
        assertThat(store.read().planes().getFirst().previous()).isNotNull();
    }

    private void writes() {
        PlaneStateRow row = new PlaneStateRow(new PlaneId("p"), PlaneState.LIVE, "heard", NOW);
        store.write(
                new SchedulerPlan(List.of(row), List.of(), List.of(), List.of(), List.of()),
                NOW,
                () -> {});
    }

    private void sql(String role, String statement) {
        try (Database other = open(role)) {
            other.writeVoid(tx -> Statements.update(tx, statement));
        }
    }
}
