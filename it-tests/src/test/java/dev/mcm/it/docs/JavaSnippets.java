package dev.mcm.it.docs;

import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.it.walls.Sources;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles Java of pages against the project. Imports are what a reader's editor would add: the
/// project's classes by their simple names, and `java.util`.
final class JavaSnippets {
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public final )?class (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    private static final String NEW = "snippet";

    private final Path output;
    private final Map<String, List<Path>> sources = new HashMap<>();

    JavaSnippets(Path output) {
        this.output = output;
        for (Path file : new Sources(ProjectClasses.modules()).files()) {
            if (!file.toString().contains("/planted/")) {
                String name = file.getFileName().toString().replace(".java", "");
                sources.computeIfAbsent(name, _ -> new ArrayList<>()).add(file);
            }
        }
    }

    /// What the compiler says; empty = it compiles.
    ///
    /// @param given parameters that a snippet of statements takes for granted: "Path path"
    List<String> problems(Snippet snippet, String given) {
        Matcher declared = CLASS.matcher(snippet.text());
        boolean whole = declared.find();
        String name = whole ? declared.group(1) : "Typed";
        String body =
                whole
                        ? snippet.text()
                        : "final class Typed { interface Config { PostgresConfig postgres(); }\n"
                                + "static void run("
                                + given
                                + ") throws Exception {\n"
                                + snippet.text()
                                + "}}";
        String module = snippet.where().replaceFirst("/[^/]*$", "");
        String home = whole ? source(name, module).map(JavaSnippets::packageOf).orElse(NEW) : NEW;
        return compile(name, "package " + home + ";\n" + imports(body, home, module) + body)
                .stream()
                .map(problem -> snippet.where() + ": " + problem)
                .toList();
    }

    private String imports(String body, String home, String module) {
        TreeSet<String> imports = new TreeSet<>(List.of("import java.util.*;\n"));
        imports.add("import java.nio.file.Path;\n");
        for (MatchResult name : NAME.matcher(body).results().toList()) {
            source(name.group(), module)
                    .map(JavaSnippets::packageOf)
                    .filter(found -> !found.equals(home))
                    .ifPresent(
                            found -> imports.add("import " + found + "." + name.group() + ";\n"));
        }
        return String.join("", imports);
    }

    /// The class of that name that a page of the module means: one of the module's own first.
    private Optional<Path> source(String name, String module) {
        List<Path> found = sources.getOrDefault(name, List.of());
        Path own = ProjectClasses.root().resolve(module);
        return found.stream()
                .filter(file -> file.startsWith(own))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static String packageOf(Path source) {
        try {
            Matcher found = PACKAGE.matcher(Files.readString(source));
            if (!found.find()) {
                throw new IllegalStateException(source + " has no package");
            }
            return found.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> compile(String name, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject source =
                new SimpleJavaFileObject(
                        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        List<String> problems = new ArrayList<>();
        StringWriter said = new StringWriter();
        boolean compiled =
                compiler.getTask(
                                said,
                                null,
                                problem -> {
                                    if (problem.getKind() == Diagnostic.Kind.ERROR) {
                                        problems.add(String.valueOf(problem.getMessage(null)));
                                    }
                                },
                                List.of(
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "-d",
                                        output.toString()),
                                null,
                                List.of(source))
                        .call();
        if (!compiled && problems.isEmpty()) {
            problems.add(said.toString());
        }
        return problems;
    }
}
