package dev.mcm.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Asks a service whether it is ready.
final class Ready {
    private static final int TIMEOUT_MS = 1_000;

    private Ready() {}

    /// "yes", or why not.
    static String check(URI operations) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) operations.resolve("/readyz").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
                return "yes";
            }
            try (InputStream body = connection.getErrorStream()) {
                return "no: " + (body == null ? "" : firstLine(body));
            }
        } catch (IOException e) {
            return "no: does not answer";
        }
    }

    private static String firstLine(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
    }
}
