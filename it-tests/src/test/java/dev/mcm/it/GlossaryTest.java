package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.it.walls.Sources;
import dev.mcm.shared.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The glossary says what is: each class, message and table that it names exists.
class GlossaryTest {
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w*)[\\w.()]*`");
    private static final Pattern TABLE = Pattern.compile("tables? `([a-z_]+)`");
    private static final Pattern MESSAGE = Pattern.compile("(?m)^\\s*(?:message|enum) (\\w+)");

    @Test
    void everyClassAndTableOfTheGlossaryExists() throws IOException {
        String glossary =
                Files.readString(ProjectClasses.root().resolve("docs/concepts/glossary.md"));
        assertThat(unknown(glossary)).isEmpty();
        assertThat(unknown("`PlaneState`, `PlaneCondition`, table `planes`, table `sites`"))
                .containsExactly("PlaneCondition", "sites");
    }

    private static List<String> unknown(String text) {
        Set<String> classes = classes();
        Stream<String> absent =
                found(CLASS, text)
                        .filter(name -> !name.startsWith("Xxx") && !classes.contains(name));
        return Stream.concat(absent, found(TABLE, text).filter(name -> Table.of(name).isEmpty()))
                .distinct()
                .toList();
    }

    private static Set<String> classes() {
        Set<String> names = new HashSet<>();
        new Sources(ProjectClasses.modules())
                .files()
                .forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
        try (Stream<Path> protos = Files.walk(ProjectClasses.root().resolve("protos/src/main"))) {
            protos.filter(file -> file.toString().endsWith(".proto"))
                    .forEach(file -> found(MESSAGE, read(file)).forEach(names::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
