package dev.mcm.testkit.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How to run an [EmbeddedPostgresServer].
///
/// @param directory kept over restarts; null = a temporary one, in memory where there is plenty,
///   deleted on close
/// @param port on 127.0.0.1; 0 = a free one
/// @param password of the superuser; null = a random one, which a kept directory remembers
/// @param settings server settings that override [PostgresSettings#DEFAULTS]
public record PostgresOptions(
        @Nullable Path directory,
        int port,
        @Nullable String password,
        Map<String, String> settings) {

    public PostgresOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port: " + port + " (expected: 0, which is a free one, to 65535)");
        }
        settings = Map.copyOf(settings);
    }

    public static PostgresOptions temporary() {
        return new PostgresOptions(null, 0, null, Map.of());
    }

    public static PostgresOptions keptIn(Path directory) {
        return new PostgresOptions(directory.toAbsolutePath().normalize(), 0, null, Map.of());
    }

    public PostgresOptions withPort(int value) {
        return new PostgresOptions(directory, value, password, settings);
    }

    public PostgresOptions withPassword(String value) {
        return new PostgresOptions(directory, port, value, settings);
    }

    public PostgresOptions withSetting(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new PostgresOptions(directory, port, password, more);
    }
}
