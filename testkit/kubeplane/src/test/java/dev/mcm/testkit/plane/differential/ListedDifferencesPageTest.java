package dev.mcm.testkit.plane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page and the table in the code say the same.
class ListedDifferencesPageTest {

    private static final String PAGE = "docs/concepts/simulated-planes.md";
    private static final String HEAD = "| id | a real server | the simulated plane | why |";

    @Test
    void thePageListsExactlyWhatTheComparisonPassesOver() throws IOException {
        Path root = Path.of(System.getProperty("mcm.root.dir", ".."));
        List<String> lines = Files.readAllLines(root.resolve(PAGE));
        List<String> rows =
                lines.stream()
                        .dropWhile(l -> !l.equals(HEAD))
                        .skip(2)
                        .takeWhile(l -> l.startsWith("|"))
                        .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(ListedDifference.values())
                                .map(ListedDifference::row)
                                .toList());
    }
}
