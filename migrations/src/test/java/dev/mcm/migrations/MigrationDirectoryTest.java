package dev.mcm.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationDirectoryTest {
    private static final String NOW = "20260101000000";

    @TempDir private Path root;
    private Path files;

    @BeforeEach
    void makeDirectory() throws IOException {
        files = Files.createDirectories(root.resolve("migrations/src/main/resources/db/mcm"));
    }

    @Test
    void theSumsOfTheRealMigrationsAreUpToDate() {
        List<MigrationDirectory> all =
                MigrationDirectory.all(Path.of(System.getProperty("mcm.root.dir")));

        assertThat(all)
                .hasSize(2)
                .allSatisfy(directory ->
                        assertThat(directory.isStale())
                                .as("%s: run make migrate-hash", directory.sumFile())
                                .isFalse());
    }

    @Test
    void aNewMigrationComesAfterAllOthersAlsoWhenTheClockIsBehind() throws IOException {
        Files.writeString(files.resolve("V20260202000000__first.sql"), "SELECT 1;");

        Path file = directory().add("second", NOW, "-- why\n");

        assertThat(file).hasFileName("V20260202000001__second.sql").hasContent("-- why");
        assertThat(directory().add("third", "20260303000000", ""))
                .hasFileName("V20260303000000__third.sql");
        assertThat(directory().isStale()).isFalse();
    }

    @Test
    void theSumIsStaleWhenAMigrationIsChangedRemovedOrAdded() throws IOException {
        Path first = directory().add("first", NOW, "SELECT 1;");
        assertThat(directory().isStale()).isFalse();

        Files.writeString(first, "SELECT 2;");
        assertThat(directory().isStale()).as("changed").isTrue();
        assertThat(directory().writeSum()).isTrue();
        assertThat(directory().writeSum()).as("nothing to do").isFalse();

        Files.writeString(files.resolve("V20260101000009__other.sql"), "");
        assertThat(directory().isStale()).as("added").isTrue();
        directory().writeSum();

        Files.delete(first);
        assertThat(directory().isStale()).as("removed").isTrue();
    }

    @Test
    void eachLineOfTheSumDependsOnTheLinesBefore() throws IOException {
        directory().add("first", NOW, "SELECT 1;");
        directory().add("second", NOW, "SELECT 2;");
        List<String> before = Files.readAllLines(directory().sumFile());

        Files.writeString(files.resolve("V20260101000000__first.sql"), "SELECT 9;");
        directory().writeSum();

        List<String> after = Files.readAllLines(directory().sumFile());
        assertThat(after).hasSize(2);
        assertThat(after.get(1))
                .isNotEqualTo(before.get(1))
                .startsWith("V20260101000001__second.sql ");
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThatThrownBy(() -> MigrationDirectory.of(root, "nothing"))
                .hasMessageContaining("'nothing'")
                .hasMessageContaining("[mcm]");
        assertThatThrownBy(() -> directory().add("Bad Name", NOW, ""))
                .hasMessageContaining("'Bad Name'");
        assertThatThrownBy(() -> directory().add("good", "today", ""))
                .hasMessageContaining("'today'");
    }

    private MigrationDirectory directory() {
        return MigrationDirectory.of(root, "mcm");
    }
}
