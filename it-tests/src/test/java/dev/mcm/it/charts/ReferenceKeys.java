package dev.mcm.it.charts;

import dev.mcm.it.walls.ProjectClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The settings of a service by its reference page, which the service's own test keeps fresh.
final class ReferenceKeys {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(MCM_[A-Z_]+)` \\| ([^|]*) \\| ([^|]*) \\|");

    /// What the page says of a key.
    record Key(boolean secret, boolean required) {}

    private ReferenceKeys() {}

    static SequencedMap<String, Key> of(String service) {
        SequencedMap<String, Key> keys = new TreeMap<>();
        Matcher rows = ROW.matcher(page(service));
        while (rows.find()) {
            keys.put(
                    rows.group(1),
                    new Key(
                            rows.group(2).startsWith("secret"),
                            rows.group(3).startsWith("required")));
        }
        return keys;
    }

    private static String page(String service) {
        try {
            return Files.readString(
                    ProjectClasses.root().resolve("docs/reference").resolve(service + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
