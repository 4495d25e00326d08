package dev.mcm.it.docs;

import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.it.walls.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What of the project commands speak of: scripts, targets, modules, classes.
final class ProjectFiles {
    private static final Pattern TARGET = Pattern.compile("^([a-z-]+):", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*|--[a-z-]+");

    private final Path root;
    private final Set<String> targets;
    private final List<Path> sources;
    private final Set<String> classes;

    ProjectFiles(Path root) {
        this.root = root;
        this.targets =
                TARGET.matcher(read("Makefile"))
                        .results()
                        .map(target -> target.group(1))
                        .collect(Collectors.toSet());
        this.sources = new Sources(ProjectClasses.modules()).files();
        this.classes =
                sources.stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(Collectors.toSet());
    }

    Set<String> makeTargets() {
        return targets;
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /// @param name with slashes
    boolean hasPackage(String name) {
        return sources.stream().anyMatch(file -> file.toString().contains("/" + name + "/"));
    }

    boolean hasClass(String name) {
        return classes.contains(name);
    }

    String read(String path) {
        return reading(() -> Files.readString(root.resolve(path)));
    }

    /// Script and, where it chooses by its arguments, what it is told.
    Optional<String> scriptProblem(String script, List<String> arguments) {
        boolean read = script.endsWith(".py") && exists(script);
        if (!read && !Files.isExecutable(root.resolve(script))) {
            return Optional.of("no program '" + script + "'");
        }
        String text = read(script);
        boolean chooses = text.contains("case \"$");
        return arguments.stream()
                .filter(word -> isWrong(word, text, chooses))
                .findFirst()
                .map(word -> script + " does not know '" + word + "'");
    }

    private boolean isWrong(String word, String script, boolean chooses) {
        if (word.matches("[A-Z]\\w+(IT|Test)")) {
            return !hasClass(word);
        }
        boolean told = word.startsWith("--") || chooses && WORD.matcher(word).matches();
        return told
                && !word.equals(ShellCommands.FILLED_IN)
                && !Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])")
                        .matcher(script)
                        .find();
    }

    /// `./mcm bench NAME [--setting value]…`.
    Optional<String> benchProblem(List<String> arguments) {
        return arguments.stream()
                .filter(word -> WORD.matcher(word).matches())
                .map(word -> word.replaceFirst("^--", ""))
                .filter(word -> !says("it-tests/bench", word))
                .findFirst()
                .map(word -> "no benchmark has '" + word + "'");
    }

    /// Whether code asks for that system property.
    boolean asksFor(String property) {
        return says("", property);
    }

    /// Whether the word is a text in the code of a directory.
    private boolean says(String directory, String word) {
        return sources.stream()
                .filter(file -> file.startsWith(root.resolve(directory)))
                .anyMatch(file -> reading(() -> Files.readString(file)).contains('"' + word + '"'));
    }

    private interface Reading {
        String text() throws IOException;
    }

    private static String reading(Reading reading) {
        try {
            return reading.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
