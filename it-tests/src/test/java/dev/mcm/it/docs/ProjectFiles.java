package dev.mcm.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of the project commands speak of: scripts, targets, modules, classes.
final class ProjectFiles {
    private static final Pattern TARGET = Pattern.compile("^([a-z-]+):", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*|--[a-z-]+");

    private final Path root;
    private final Set<String> targets;
    private final Set<String> classes;

    ProjectFiles(Path root) {
        this.root = root;
        this.targets =
                TARGET.matcher(read("Makefile"))
                        .results()
                        .map(target -> target.group(1))
                        .collect(Collectors.toSet());
        this.classes = javaClasses();
    }

    Set<String> makeTargets() {
        return targets;
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
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
        String sources = sources("it-tests/bench/src/main/java");
        return arguments.stream()
                .filter(word -> WORD.matcher(word).matches())
                .map(word -> word.replaceFirst("^--", ""))
                .filter(word -> !sources.contains("\"" + word + "\""))
                .findFirst()
                .map(word -> "no benchmark has '" + word + "'");
    }

    /// Whether code asks for that system property.
    boolean asksFor(String property) {
        return sources("").contains('"' + property + '"');
    }

    private String sources(String directory) {
        return walk(
                root.resolve(directory),
                files ->
                        files.filter(file -> file.toString().endsWith(".java"))
                                .map(file -> reading(() -> Files.readString(file)))
                                .collect(Collectors.joining()));
    }

    private Set<String> javaClasses() {
        return walk(
                root,
                files ->
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> name.endsWith(".java"))
                                .map(name -> name.replace(".java", ""))
                                .collect(Collectors.toSet()));
    }

    private static <T> T walk(Path from, Function<Stream<Path>, T> use) {
        try (Stream<Path> files = Files.walk(from)) {
            return use.apply(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
