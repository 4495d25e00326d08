package dev.mcm.it.walls;

import dev.mcm.shared.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// House rules that are about source files. Every method lists the offenders, as text for the
/// failure.
///
/// @param modules directories of the modules to look at
public record Sources(List<Path> modules) {
    private static final int LONGEST_FILE = 400;
    private static final Pattern EMPTY_NAME =
            Pattern.compile(
                    "(Abstract|Base).*|.*(Manager|Helper|Utils?|Impl|Common|Data|Info|Processor)");

    private static final Pattern TABLE_NAME =
            Pattern.compile(
                    Stream.of(Table.values())
                            .map(Table::text)
                            .collect(Collectors.joining("|", "\"(mcm\\.db\\.)?(", ")\"")));

    private static final Pattern REFUSAL =
            Pattern.compile("new IllegalArgumentException\\((.*?)\\)+;", Pattern.DOTALL);
    private static final Pattern PASSED_ON = Pattern.compile(",\\s*\\w+$");
    private static final Pattern LOOSE = Pattern.compile("\"[^\"\n]*[,;:] expected[: ][^\"\n]*\"");

    /// Every source file of the modules, of main and test code.
    public List<Path> files() {
        return modules.stream().flatMap(Sources::filesOf).toList();
    }

    /// Files of more than 400 lines.
    public List<String> tooLong() {
        return files().stream()
                .filter(file -> lines(file).size() > LONGEST_FILE)
                .map(file ->
                        file
                                + ": "
                                + lines(file).size()
                                + " lines (expected: at most "
                                + LONGEST_FILE
                                + ")")
                .toList();
    }

    /// Packages without a `@NullMarked` package-info in the module's main or test code.
    public List<String> notNullMarked() {
        return modules.stream().flatMap(Sources::notNullMarked).toList();
    }

    private static Stream<String> notNullMarked(Path module) {
        List<Path> files = filesOf(module).toList();
        List<String> marked =
                files.stream().filter(Sources::isNullMark).map(Sources::packageOf).toList();
        return files.stream()
                .map(Sources::packageOf)
                .distinct()
                .filter(Predicate.not(marked::contains))
                .map(name ->
                        module
                                + ": package "
                                + name
                                + " has no package-info.java with @NullMarked");
    }

    /// Classes whose names say nothing about what they do.
    public List<String> namedEmptily() {
        return files().stream()
                .filter(file -> EMPTY_NAME.matcher(simpleName(file)).matches())
                .map(file ->
                        file + ": the name says nothing about what it does (" + EMPTY_NAME + ")")
                .toList();
    }

    /// String literals of main code that are a table's name, or its topic's. Only `state` and
    /// `migrations` may write one.
    ///
    /// @param elsewhere files in which a literal means something else, with what it means
    public List<String> tableNames(Map<String, String> elsewhere) {
        return modules.stream()
                .filter(module ->
                        !List.of("state", "migrations").contains(module.getFileName().toString()))
                .flatMap(module -> javaFiles(module.resolve("src/main/java")))
                .filter(file -> !elsewhere.containsKey(simpleName(file)))
                .flatMap(Sources::tableNames)
                .toList();
    }

    private static Stream<String> tableNames(Path file) {
        return lines(file).stream()
                .flatMap(line -> TABLE_NAME.matcher(line).results().map(MatchResult::group))
                .map(name -> file + ": " + name + " (expected: Table of dev.mcm.shared.table)");
    }

    /// Texts of errors in main code that do not say what was expected as `value (expected: …)`: of
    /// every refused argument, unless it passes on its cause, and wherever else one says it.
    public List<String> looseErrors() {
        return modules.stream()
                .flatMap(module -> javaFiles(module.resolve("src/main/java")))
                .flatMap(Sources::looseErrors)
                .toList();
    }

    private static Stream<String> looseErrors(Path file) {
        String text = String.join("\n", lines(file));
        Stream<String> refusals =
                REFUSAL.matcher(text)
                        .results()
                        .map(refusal -> refusal.group(1))
                        .filter(what -> what.contains("\"") && !what.contains("(expected: "))
                        .filter(what -> !PASSED_ON.matcher(what).find());
        Stream<String> others = LOOSE.matcher(text).results().map(MatchResult::group);
        return Stream.concat(refusals, others)
                .map(what -> file + ": " + what + " (expected: \"value (expected: …)\")");
    }

    /// Names that more than one class of main code bears, over all modules: one word for two
    /// things, or two classes for one. A class inside another is read with the other's name and
    /// does not count.
    public List<String> borneTwice() {
        Map<String, List<Path>> byName =
                modules.stream()
                        .flatMap(module -> javaFiles(module.resolve("src/main/java")))
                        .filter(file -> !simpleName(file).equals("package-info"))
                        .collect(
                                Collectors.groupingBy(
                                        Sources::simpleName, TreeMap::new, Collectors.toList()));
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry ->
                        entry.getKey()
                                + ": "
                                + entry.getValue()
                                + " (expected: one class of this name)")
                .toList();
    }

    private static boolean isNullMark(Path file) {
        return simpleName(file).equals("package-info") && lines(file).contains("@NullMarked");
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String packageOf(Path file) {
        return lines(file).stream()
                .filter(line -> line.startsWith("package "))
                .findFirst()
                .map(line -> line.substring("package ".length(), line.length() - 1))
                .orElseThrow(() -> new IllegalStateException(file + " has no package"));
    }

    private static Stream<Path> filesOf(Path module) {
        return Stream.of("main", "test")
                .map(kind -> module.resolve("src/" + kind + "/java"))
                .flatMap(Sources::javaFiles);
    }

    private static Stream<Path> javaFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.of();
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(path -> path.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
