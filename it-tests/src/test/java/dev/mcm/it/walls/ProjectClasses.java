package dev.mcm.it.walls;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The compiled classes and the sources of all modules of the project.
public final class ProjectClasses {
    /// Generated code is not written by the house rules.
    private static final String CONTRACTS = "protos";

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private ProjectClasses() {}

    /// The top directory of the project.
    public static Path root() {
        String root = System.getProperty("mcm.root.dir");
        if (root == null) {
            throw new IllegalStateException(
                    "system property mcm.root.dir is not set; expected: the project's directory");
        }
        return Path.of(root);
    }

    /// Directories of the modules, as the poms list them.
    public static List<Path> modules() {
        return modulesOf(root()).sorted().toList();
    }

    private static Stream<Path> modulesOf(Path directory) {
        return MODULE.matcher(pom(directory))
                .results()
                .map(module -> directory.resolve(module.group(1)))
                .flatMap(module -> Stream.concat(Stream.of(module), modulesOf(module)));
    }

    private static String pom(Path directory) {
        try {
            return Files.readString(directory.resolve("pom.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is deployed, and the test kit; without generated code.
    public static JavaClasses main() {
        return imported("main", "classes", modules());
    }

    /// The tests of all modules, without the planted violations.
    public static JavaClasses tests() {
        return imported("test", "test-classes", modules());
    }

    private static JavaClasses imported(String sources, String output, List<Path> modules) {
        List<Path> directories =
                modules.stream()
                        .filter(module -> !module.endsWith(CONTRACTS))
                        .filter(module ->
                                Files.isDirectory(module.resolve("src/" + sources + "/java")))
                        .map(module -> compiled(module.resolve("target").resolve(output)))
                        .toList();
        return new ClassFileImporter()
                .withImportOption(ProjectClasses::isNotPlanted)
                .importPaths(directories);
    }

    /// A module that was not compiled would pass every rule.
    private static Path compiled(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException(
                    directory
                            + " does not exist; expected: the project is compiled before this"
                            + " test");
        }
        return directory;
    }

    private static boolean isNotPlanted(Location location) {
        return !location.contains("/dev/mcm/it/planted/");
    }
}
