package dev.mcm.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpandContractTest {
    private static final Path ROOT = Path.of(System.getProperty("mcm.root.dir"));
    private static final String EXPANDS = "V20270101000000__expand.sql";
    private static final String CONTRACTS = "V20270202000000__contract.sql";

    @Test
    void theServicesOfTheReleaseBeforeSurviveTheRealMigrations() throws IOException {
        ExpandContract check =
                ExpandContract.of(Files.readString(ROOT.resolve("migrations/releases.txt")));
        for (String database : List.of("mcm", "mcm_observed")) {
            SortedMap<String, String> files = real(database);
            assertThat(files).isNotEmpty();
            assertThat(check.refused(files)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE planes DROP COLUMN region;",
                "drop table pushes;",
                "ALTER TABLE planes\n    RENAME COLUMN region TO area;",
                "ALTER TABLE planes RENAME TO clusters;",
                "ALTER TABLE planes ALTER COLUMN region SET NOT NULL;",
                "ALTER TABLE planes ALTER region TYPE integer USING region::integer;",
                "ALTER TABLE planes ALTER COLUMN region SET DATA TYPE integer;",
                "ALTER TABLE planes ALTER COLUMN region DROP NOT NULL;",
                "ALTER TABLE planes ALTER COLUMN region DROP DEFAULT;",
                "ALTER TABLE planes DROP CONSTRAINT planes_cluster_id_key;",
                "ALTER TABLE planes ADD CONSTRAINT short CHECK (length(region) < 3);",
                "ALTER TABLE planes ADD UNIQUE (region);",
                "CREATE UNIQUE INDEX one ON planes (region);",
                "ALTER TABLE planes ADD COLUMN a text NOT NULL;",
                "ALTER TABLE planes ADD COLUMN a text, ADD COLUMN b int NOT NULL, ADD COLUMN c int"
                        + " NOT NULL DEFAULT 1;",
                "TRUNCATE planes;",
                "DELETE FROM planes;",
                "REVOKE SELECT ON planes FROM mcm_atc;",
                "ALTER PUBLICATION mcm_gns SET TABLE planes;",
                "ALTER PUBLICATION mcm_gns DROP TABLE planes;",
                "DO $$ BEGIN EXECUTE 'ALTER TABLE planes DROP COLUMN region'; END $$;",
                "CREATE TABLE t (id text PRIMARY KEY); ALTER TABLE planes DROP COLUMN region;",
            })
    void whatTakesSomethingAwayIsRefused(String sql) {
        assertThat(new ExpandContract(0).refused(files("", sql)))
                .singleElement()
                .asString()
                .startsWith(CONTRACTS + ": [")
                .contains("expected: only what the release before survives");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- DROP TABLE planes;\nSELECT 1; /* RENAME\n TO */",
                "ALTER TABLE planes ADD COLUMN a text, ADD COLUMN b int NOT NULL DEFAULT 0 CHECK (b"
                        + " >= 0);",
                "ALTER TABLE planes ADD COLUMN a int DEFAULT 0 NOT NULL;",
                "ALTER TABLE planes DROP CONSTRAINT planes_region_check;",
                "CREATE TABLE t (id text NOT NULL, a int NOT NULL);"
                        + " ALTER TABLE t ADD CONSTRAINT t_key UNIQUE (a);"
                        + " CREATE UNIQUE INDEX t_a ON t (a);",
                "CREATE INDEX i ON planes (region);",
                "ALTER PUBLICATION mcm_gns ADD TABLE t;",
                "GRANT INSERT, UPDATE, DELETE ON planes TO mcm_atc;",
                "UPDATE planes SET region = '';",
            })
    void whatAddsIsAllowed(String sql) {
        assertThat(new ExpandContract(0).refused(files("", sql))).isEmpty();
    }

    @Test
    void aUniqueIndexOverAllOfThePrimaryKeyAndMoreForbidsNothing() {
        String table = "CREATE TABLE pairs (a text, b text, c text, PRIMARY KEY (a, b));";
        ExpandContract check = new ExpandContract(0);

        assertThat(check.refused(files(table, "CREATE UNIQUE INDEX i ON pairs (b, c, a);")))
                .isEmpty();
        assertThat(check.refused(files(table, "CREATE UNIQUE INDEX i ON pairs (b, c);")))
                .hasSize(1);
        assertThat(
                        check.refused(
                                files(
                                        table + "ALTER TABLE pairs DROP CONSTRAINT pairs_pkey;",
                                        "CREATE UNIQUE INDEX i ON pairs (a, b, c);")))
                .hasSize(1);
    }

    @Test
    void aContractNamesTheMigrationWithTheReplacementAndThatOneIsReleased() {
        SortedMap<String, String> files =
                files(
                        "ALTER TABLE planes ADD COLUMN area text;",
                        "-- contract: V20270101000000\nALTER TABLE planes DROP COLUMN region;");

        assertThat(new ExpandContract(20270101000000L).refused(files)).isEmpty();
        assertThat(new ExpandContract(20261231000000L).refused(files))
                .singleElement()
                .asString()
                .endsWith(
                        "V20270101000000 is in no release (expected: at most 20261231000000, see"
                                + " releases.txt)");
        files.put(CONTRACTS, "-- contract: V20260101000000\nDROP TABLE planes;");
        assertThat(new ExpandContract(20270101000000L).refused(files))
                .singleElement()
                .asString()
                .endsWith("no migration before it is V20260101000000");
        files.put(CONTRACTS, "-- contract: V20270202000000\nDROP TABLE planes;");
        assertThat(new ExpandContract(20270303000000L).refused(files))
                .as("it is not its own replacement")
                .hasSize(1);
        files.put(CONTRACTS, "-- contract: because\nDROP TABLE planes;");
        assertThat(new ExpandContract(20270303000000L).refused(files)).hasSize(1);
    }

    @Test
    void theNewestReleaseCounts() {
        SortedMap<String, String> files =
                files("SELECT 1;", "-- contract: V20270101000000\nDROP TABLE planes;");

        assertThat(ExpandContract.of("# none yet\n").refused(files)).hasSize(1);
        assertThat(
                        ExpandContract.of("# why\nv1 20260101000000\nv2 20270101000000\n")
                                .refused(files))
                .isEmpty();
    }

    private static SortedMap<String, String> files(String first, String second) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(EXPANDS, first);
        files.put(CONTRACTS, second);
        return files;
    }

    private static SortedMap<String, String> real(String database) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> found =
                Files.list(ROOT.resolve("migrations/src/main/resources/db/" + database))) {
            for (Path file : found.filter(path -> path.toString().endsWith(".sql")).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
