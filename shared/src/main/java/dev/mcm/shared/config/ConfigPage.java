package dev.mcm.shared.config;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The configuration of a service as text: the reference page, and the values in force.
public final class ConfigPage {
    private ConfigPage() {}

    /// Markdown of all keys that `parse` reads.
    public static String markdown(String service, Function<ConfigReader, ?> parse) {
        return keys(service, parse).stream()
                .map(e ->
                        "| `"
                                + e.key()
                                + "` | "
                                + cell(e.expected())
                                + " | "
                                + cell(code(e.fallback()))
                                + " | "
                                + cell(e.description())
                                + " |\n")
                .collect(Collectors.joining("", head(service), ""));
    }

    /// The keys that `parse` reads, with their defaults.
    public static List<ConfigEntry> keys(String service, Function<ConfigReader, ?> parse) {
        ConfigReader reader = ConfigReader.forService(service, Map.of());
        var _ = parse.apply(reader);
        return reader.entries();
    }

    /// Aligned `key = value` lines, secrets masked; values that are not defaults are marked with
    /// `*`.
    public static String effective(List<ConfigEntry> entries) {
        int width = entries.stream().mapToInt(e -> e.key().length()).max().orElse(0);
        return entries.stream()
                .map(e ->
                        (e.set() ? "* " : "  ")
                                + e.key()
                                + " ".repeat(width - e.key().length())
                                + " = "
                                + e.effective())
                .collect(Collectors.joining("\n"));
    }

    private static String head(String service) {
        return "# Configuration of "
                + service
                + "\n\n"
                + "Environment variables, read once at start. Generated from the code; a test fails"
                + " when this page is stale.\n"
                + "An empty value counts as not set. A secret `X` may also be given as `X_FILE`,"
                + " the path of a file that holds it.\n\n"
                + "| variable | value | default | meaning |\n"
                + "|---|---|---|---|\n";
    }

    private static String code(String fallback) {
        return fallback.equals("none") || fallback.startsWith("required")
                ? fallback
                : "`" + fallback + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
