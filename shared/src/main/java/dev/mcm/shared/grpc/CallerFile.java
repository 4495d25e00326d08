package dev.mcm.shared.grpc;

import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/// A [CallerTable] in a file that may change: it is read again within a second of a change. A file
/// that cannot be read leaves the last good table in force. Thread-safe.
final class CallerFile {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    private final Path file;
    private final TimeSource time;
    private final StateLog state;
    private String text;
    private CallerTable table;
    private long checked;

    /// @throws IllegalArgumentException when the file is not a table of callers
    /// @throws UncheckedIOException when it cannot be read
    CallerFile(Path file, TimeSource time) {
        this.file = file;
        this.time = time;
        this.state =
                new StateLog(LoggerFactory.getLogger(CallerFile.class), "callers file " + file);
        this.text = content(file);
        this.table = parse(file, text);
        this.checked = time.nanoTime();
    }

    synchronized CallerTable table() {
        if (time.since(checked).compareTo(CHECK_EVERY) >= 0) {
            checked = time.nanoTime();
            reload();
        }
        return table;
    }

    private void reload() {
        try {
            String now = content(file);
            if (!now.equals(text)) {
                table = parse(file, now);
                text = now;
            }
            state.worked();
        } catch (UncheckedIOException | IllegalArgumentException e) {
            state.failed(String.valueOf(e.getMessage()), null);
        }
    }

    private static CallerTable parse(Path file, String text) {
        try {
            return CallerTable.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("callers file " + file + ", " + e.getMessage(), e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("callers file " + file + " cannot be read", e);
        }
    }
}
