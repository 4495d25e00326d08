package dev.mcm.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The migrations of one database in the source tree. Runs from source without a build, so it uses
/// the JDK only.
public final class MigrationDirectory {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{14}");

    private final Path directory;

    private MigrationDirectory(Path directory) {
        this.directory = directory;
    }

    /// The directory of a database.
    ///
    /// @param root of the repository
    /// @param database `mcm` or `mcm_observed`
    public static MigrationDirectory of(Path root, String database) {
        Path all = root.resolve("migrations/src/main/resources/db");
        Path directory = all.resolve(database);
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    "database '"
                            + database
                            + "' has no migrations (expected: one of "
                            + names(all)
                            + ")");
        }
        return new MigrationDirectory(directory);
    }

    /// Those of all databases.
    public static List<MigrationDirectory> all(Path root) {
        return names(root.resolve("migrations/src/main/resources/db")).stream()
                .map(name -> of(root, name))
                .toList();
    }

    /// Makes a migration that comes after all others, and brings the sum up to date.
    ///
    /// @param name lower-case words joined by `_`
    /// @param timestamp now, UTC, `yyyyMMddHHmmss`; the next free number when a migration is not
    ///   older
    public Path add(String name, String timestamp, String content) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: '"
                            + name
                            + "' (expected: lower-case words joined by '_', for example"
                            + " add_priority)");
        }
        if (!TIMESTAMP.matcher(timestamp).matches()) {
            throw new IllegalArgumentException(
                    "timestamp: '" + timestamp + "' (expected: yyyyMMddHHmmss)");
        }
        Path file =
                directory.resolve(
                        "V"
                                + Math.max(Long.parseLong(timestamp), newest() + 1)
                                + "__"
                                + name
                                + ".sql");
        write(file, content);
        writeSum();
        return file;
    }

    /// Brings `mcm.sum` up to date.
    ///
    /// @return whether it was stale
    public boolean writeSum() {
        boolean stale = isStale();
        if (stale) {
            write(sumFile(), SumFile.of(files()));
        }
        return stale;
    }

    /// `mcm.sum` is missing, or a migration was added, changed or removed since it was written.
    public boolean isStale() {
        return !Files.exists(sumFile()) || !SumFile.of(files()).equals(read(sumFile()));
    }

    public Path sumFile() {
        return directory.resolve(SumFile.NAME);
    }

    private long newest() {
        SortedMap<String, byte[]> files = files();
        String name = files.isEmpty() ? "V0__" : files.lastKey();
        return Long.parseLong(name.substring(1, name.indexOf("__")));
    }

    private SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name : names(directory)) {
            if (name.endsWith(".sql")) {
                files.put(name, readBytes(directory.resolve(name)));
            }
        }
        return files;
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        return new String(readBytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
