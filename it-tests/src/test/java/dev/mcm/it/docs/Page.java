package dev.mcm.it.docs;

import dev.mcm.it.charts.Charts;
import dev.mcm.it.walls.ProjectClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of documentation: markdown, or what `helm install` prints.
///
/// @param name path from the top directory of the project
public record Page(String name, String text) {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");
    private static final Pattern BLOCK =
            Pattern.compile("^( *)```(\\S*)\\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?\\}\\}", Pattern.DOTALL);
    private static final Pattern NOTE = Pattern.compile("^  (\\S.*)$", Pattern.MULTILINE);

    /// Every page of the project.
    public static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ProjectClasses.root())) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .filter(Page::isOurs)
                    .sorted()
                    .forEach(file -> pages.add(read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Charts chart : Charts.values()) {
            pages.add(
                    read(
                            ProjectClasses.root()
                                    .resolve("helm/charts")
                                    .resolve(chart.chartName())
                                    .resolve("templates/NOTES.txt")));
        }
        return pages;
    }

    private static boolean isOurs(Path file) {
        for (Path part : ProjectClasses.root().relativize(file)) {
            String name = part.toString();
            boolean hidden = name.startsWith(".") && !name.equals(".github");
            if (hidden || NOT_OURS.contains(name)) {
                return false;
            }
        }
        return true;
    }

    private static Page read(Path file) {
        try {
            return new Page(
                    ProjectClasses.root().relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fenced blocks, in order.
    public List<Snippet> blocks() {
        return isNotes()
                ? List.of()
                : BLOCK.matcher(text)
                        .results()
                        .map(block ->
                                new Snippet(where(block.start()), block.group(2), block.group(3)))
                        .toList();
    }

    /// Words in sentences that are set as code; of notes, the indented lines.
    List<Snippet> spans() {
        String prose =
                isNotes()
                        ? TEMPLATE.matcher(text).replaceAll("x")
                        : BLOCK.matcher(text).replaceAll(block -> blank(block.group()));
        Matcher found = (isNotes() ? NOTE : SPAN).matcher(prose);
        return found.results()
                .map(span -> new Snippet(where(span.start()), "", span.group(1)))
                .toList();
    }

    /// Targets of links to files of the project.
    List<Path> links() {
        Path directory = ProjectClasses.root().resolve(name).getParent();
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("#"))
                .map(link -> directory.resolve(link.replaceFirst("#.*", "")).normalize())
                .toList();
    }

    private boolean isNotes() {
        return name.endsWith("NOTES.txt");
    }

    /// As many lines, so that the lines behind keep their numbers.
    private static String blank(String block) {
        return "\n".repeat((int) block.chars().filter(c -> c == '\n').count());
    }

    private String where(int offset) {
        return name + ":" + (1 + text.substring(0, offset).chars().filter(c -> c == '\n').count());
    }
}
