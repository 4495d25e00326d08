package dev.mcm.atctl.command;

import dev.mcm.atctl.client.AtcConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Where ATC is and who calls: options, or the environment where an option is not given.
final class ConnectionOptions {
    private final Map<String, String> env;

    @Option(
            names = "--address",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST:PORT",
            description = "ATC's address. Default: $MCM_ATC_ADDRESS, else localhost:9090.")
    private @Nullable String address;

    @Option(
            names = "--token-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "File with the bearer token. Default: $MCM_ATC_TOKEN_FILE, else the value of"
                            + " $MCM_ATC_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust; turns TLS on. Default: $MCM_ATC_CA.")
    private @Nullable Path authority;

    @Option(
            names = "--server-name",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description =
                    "Name to expect in ATC's certificate when it is reached by another, as through"
                            + " a port-forward. Default: $MCM_ATC_SERVER_NAME, else the address.")
    private @Nullable String serverName;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a call may take. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    ConnectionOptions(Map<String, String> env) {
        this.env = Map.copyOf(env);
    }

    AtcConnection open() {
        String target =
                address != null ? address : env.getOrDefault("MCM_ATC_ADDRESS", "localhost:9090");
        Path trust = authority != null ? authority : file("MCM_ATC_CA");
        String expected = serverName != null ? serverName : env.get("MCM_ATC_SERVER_NAME");
        return AtcConnection.open(
                target, token(), trust, expected, Duration.ofSeconds(timeoutSeconds));
    }

    private @Nullable Path file(String variable) {
        String name = env.get(variable);
        return name == null ? null : Path.of(name);
    }

    private String token() {
        Path file = tokenFile != null ? tokenFile : file("MCM_ATC_TOKEN_FILE");
        if (file == null) {
            String value = env.get("MCM_ATC_TOKEN");
            if (value == null) {
                throw new IllegalArgumentException(
                        "no token (expected: --token-file, MCM_ATC_TOKEN_FILE or MCM_ATC_TOKEN)");
            }
            return value;
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the token in " + file, e);
        }
    }
}
