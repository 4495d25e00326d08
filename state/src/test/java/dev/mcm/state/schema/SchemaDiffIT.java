package dev.mcm.state.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.DatabaseName;
import dev.mcm.testkit.postgres.MigratedDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SchemaDiffIT {
    @ParameterizedTest
    @EnumSource
    void migrationsThatFitTheModelDifferInNothing(DatabaseName name) throws Exception {
        try (MigratedDatabases databases = MigratedDatabases.fresh()) {
            assertThat(
                            SchemaDiff.of(
                                    name,
                                    switch (name) {
                                        case CONTROL -> databases.controlAsOwner();
                                        case OBSERVED -> databases.observedAsOwner();
                                    }))
                    .isEmpty();
        }
    }

    @Test
    void additionsAreWrittenAndTheRestIsLeftToConsider() throws Exception {
        List<String> difference =
                afterChanging(
                        "ALTER TABLE planes DROP COLUMN gateway_url",
                        "ALTER TABLE planes ADD COLUMN gateway text",
                        "ALTER TABLE models ALTER COLUMN name DROP NOT NULL",
                        "ALTER TABLE pushes ALTER COLUMN failed_attempts TYPE bigint",
                        "DROP TABLE plane_probes",
                        "CREATE TABLE leftover (id int)");

        assertThat(difference)
                .anySatisfy(line ->
                        assertThat(line)
                                .contains("add column")
                                .contains("gateway_url text not null"))
                .anySatisfy(line -> assertThat(line).startsWith("create table plane_probes"))
                .contains(
                        "-- The model has no table leftover (or another name for it): DROP TABLE"
                                + " leftover;",
                        "-- Consider: ALTER TABLE models ALTER COLUMN name SET NOT NULL;",
                        "-- The model has no column gateway (or another name for it): ALTER TABLE"
                                + " planes DROP COLUMN gateway;",
                        "-- New column gateway_url of planes is NOT NULL: existing rows need a"
                                + " DEFAULT or an UPDATE first.",
                        "-- Was bigint, say how values convert: ALTER TABLE pushes ALTER COLUMN"
                                + " failed_attempts TYPE integer USING ...;",
                        "-- New table plane_probes: add its CHECKs and foreign keys, GRANT its one"
                                + " writer and its readers, and say whether it is published.");
    }

    @Test
    void whatIsWrittenBringsTheTablesToTheModel() throws Exception {
        try (MigratedDatabases databases = MigratedDatabases.fresh()) {
            String control = databases.databases().control();
            databases
                    .databases()
                    .server()
                    .execute(
                            control,
                            "ALTER TABLE planes DROP COLUMN gateway_url",
                            "DROP TABLE plane_probes");
            List<String> difference =
                    SchemaDiff.of(DatabaseName.CONTROL, databases.controlAsOwner());

            databases.databases().server().execute(control, String.join("\n", difference));

            assertThat(SchemaDiff.of(DatabaseName.CONTROL, databases.controlAsOwner())).isEmpty();
        }
    }

    private static List<String> afterChanging(String... statements) throws Exception {
        try (MigratedDatabases databases = MigratedDatabases.fresh()) {
            databases.databases().server().execute(databases.databases().control(), statements);
            return SchemaDiff.of(DatabaseName.CONTROL, databases.controlAsOwner());
        }
    }
}
