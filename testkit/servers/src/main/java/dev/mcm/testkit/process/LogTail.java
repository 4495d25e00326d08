package dev.mcm.testkit.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Reads a log file that another process is writing. A missing file is an empty one.
public final class LogTail {
    /// Never fails on a half-written character.
    private static final Charset ANY_BYTES = StandardCharsets.ISO_8859_1;

    private LogTail() {}

    /// The last `lines` lines, joined by newlines.
    public static String last(Path log, int lines) {
        List<String> all = read(log);
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    public static boolean contains(Path log, String text) {
        try (Stream<String> lines = read(log).stream()) {
            return lines.anyMatch(line -> line.contains(text));
        }
    }

    private static List<String> read(Path log) {
        try {
            return Files.exists(log) ? Files.readAllLines(log, ANY_BYTES) : List.of();
        } catch (IOException e) {
            return List.of("(cannot read " + log + ": " + e + ")");
        }
    }
}
