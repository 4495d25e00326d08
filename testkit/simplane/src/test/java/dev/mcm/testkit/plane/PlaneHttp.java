package dev.mcm.testkit.plane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Requests as bytes go over the wire, without what a client library adds.
record PlaneHttp(HttpClient http, String url, String token) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// An answer and its JSON, empty when it is none.
    record Reply(int code, JsonNode body, HttpResponse<String> raw) {

        String message() {
            return Trees.text(body, "message");
        }
    }

    /// The events of one watch, one line each.
    record Watch(BufferedReader lines) implements AutoCloseable {

        /// The next event; a missing node at the end of the watch.
        JsonNode next() {
            try {
                String line = lines.readLine();
                return line == null ? Trees.object().path("end") : Trees.parse(line);
            } catch (IOException failure) {
                throw new IllegalStateException("The watch broke", failure);
            }
        }

        /// Type and name of the next event, such as `ADDED a`.
        String nextName() {
            JsonNode event = next();
            return (Trees.text(event, "type")
                            + " "
                            + Trees.text(event, "object", "metadata", "name"))
                    .strip();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    static PlaneHttp to(SimulatedPlane plane) {
        return new PlaneHttp(HttpClient.newHttpClient(), plane.apiUrl(), plane.token());
    }

    PlaneHttp as(String other) {
        return new PlaneHttp(http, url, other);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(request + " failed", failure);
        }
    }

    Reply send(String method, String path, String type, String body) {
        HttpRequest request =
                request(path)
                        .header("Content-Type", type)
                        .header("User-Agent", "curl/8.0")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build();
        HttpResponse<String> raw = send(request, HttpResponse.BodyHandlers.ofString());
        boolean json = raw.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Reply(raw.statusCode(), json ? Trees.parse(raw.body()) : Trees.object(), raw);
    }

    Reply get(String path) {
        return send("GET", path, "application/json", "");
    }

    Reply post(String path, String body) {
        return send("POST", path, "application/json", body);
    }

    Reply put(String path, String body) {
        return send("PUT", path, "application/json", body);
    }

    Reply merge(String path, String body) {
        return send("PATCH", path, "application/merge-patch+json", body);
    }

    Reply apply(String path, String manager, String body) {
        String separator = path.contains("?") ? "&" : "?";
        String query = separator + "fieldManager=" + manager;
        return send("PATCH", path + query, "application/apply-patch+yaml", body);
    }

    Reply delete(String path, String options) {
        return send("DELETE", path, "application/json", options);
    }

    Watch watch(String path) {
        HttpRequest request = request(path).GET().build();
        InputStream in = send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        return new Watch(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }
}
