package dev.mcm.lsm.adapter.http;

import dev.mcm.lsm.port.Gateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// [Gateway] over HTTP.
public final class HttpGateway implements Gateway, AutoCloseable {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(500);

    private final HttpClient client;
    private final HttpRequest request;

    /// @param interval time between scrapes; an answer that takes longer is none
    public HttpGateway(URI metricsUrl, Duration interval) {
        Duration timeout = interval.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : interval;
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .build();
        request =
                HttpRequest.newBuilder(metricsUrl)
                        .timeout(timeout)
                        .header("Accept", "text/plain")
                        .build();
    }

    @Override
    public String metrics() throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "gateway metrics: status " + response.statusCode() + " (expected: 200)");
        }
        return response.body();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
