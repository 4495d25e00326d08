package dev.mcm.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedPostgresIT {
    @Test
    void databasesOfTwoTestsShareNothing() {
        try (var first = TestPostgres.shared().freshDatabases();
                var second = TestPostgres.shared().freshDatabases()) {
            first.server().execute(first.control(), "CREATE TABLE t (v int)");
            second.server().execute(second.control(), "CREATE TABLE t (v int)");
            assertThat(first.controlUrl()).isNotEqualTo(second.controlUrl());
            assertThat(first.server()).isSameAs(second.server());
        }
    }

    @Test
    void preparedDatabasesArePreparedOnceAndCopied() {
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            try (var databases =
                    TestPostgres.shared()
                            .freshDatabases("table-t", template -> prepare(template, runs))) {
                databases.server().execute(databases.control(), "INSERT INTO t VALUES (1)");
                assertThat(
                                EmbeddedPostgresServerIT.one(
                                        databases.controlDataSource(), "SELECT count(*) FROM t"))
                        .isEqualTo("1");
            }
        }
        assertThat(runs).hasValue(1);
    }

    private static void prepare(TestDatabases template, AtomicInteger runs) {
        runs.incrementAndGet();
        template.server().execute(template.control(), "CREATE TABLE t (v int)");
    }

    @Test
    void closingDropsDatabasesWithTheirSlotsAndClients() throws Exception {
        TestDatabases databases = TestPostgres.shared().freshDatabases();
        var admin = databases.server().dataSource("postgres");
        try (var client = databases.controlDataSource().getConnection();
                var statement = client.createStatement()) {
            statement.execute(
                    "SELECT pg_create_logical_replication_slot('gns_"
                            + databases.suffix()
                            + "', 'pgoutput')");
            databases.close();
        }
        assertThat(
                        EmbeddedPostgresServerIT.one(
                                admin,
                                "SELECT count(*) FROM pg_database WHERE datname LIKE '%\\_"
                                        + databases.suffix()
                                        + "'"))
                .isEqualTo("0");
        assertThat(
                        EmbeddedPostgresServerIT.one(
                                admin,
                                "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'gns_"
                                        + databases.suffix()
                                        + "'"))
                .isEqualTo("0");
    }
}
