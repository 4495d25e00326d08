package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.walls.ProjectClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/seed-parity.md`: no cell is empty, and what it names is there.
class SeedParityTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final Pattern TARGET = Pattern.compile("`make ([a-z-]+)");

    private final Path page = ProjectClasses.root().resolve("docs/seed-parity.md");

    @Test
    void noCellIsEmpty() throws IOException {
        List<String[]> rows = rows(Files.readString(page));
        assertThat(rows).hasSizeGreaterThan(40);
        assertThat(rows)
                .allSatisfy(row -> {
                    assertThat(row).hasSize(4);
                    assertThat(row).allMatch(cell -> !cell.isBlank());
                });
    }

    @Test
    void anEmptyCellWouldBeSeen() {
        assertThat(rows("| a | b | c | d |\n|---|---|---|---|\n| x | |  | y |\n"))
                .singleElement()
                .satisfies(row -> assertThat(row).filteredOn(String::isBlank).hasSize(2));
    }

    @Test
    void everyFileThatIsNamedIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !Files.exists(page.getParent().resolve(link)))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    /// In the third column, which is about this project.
    @Test
    void everyMakeTargetThatIsNamedIsThere() throws IOException {
        String makefile = Files.readString(ProjectClasses.root().resolve("Makefile"));
        List<String> targets =
                rows(Files.readString(page)).stream()
                        .flatMap(row -> TARGET.matcher(row[2]).results())
                        .map(target -> target.group(1))
                        .toList();
        assertThat(targets).contains("test", "integration", "migrate", "local-infra-start");
        assertThat(targets)
                .allSatisfy(target -> assertThat(makefile).containsPattern("(?m)^" + target + ":"));
    }

    /// The cells of all rows but headings.
    private static List<String[]> rows(String text) {
        List<String> lines = text.lines().toList();
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean heading = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
            if (lines.get(i).startsWith("| ") && !heading) {
                String line = lines.get(i);
                rows.add(line.substring(1, line.lastIndexOf('|')).split("\\|", -1));
            }
        }
        return rows;
    }
}
