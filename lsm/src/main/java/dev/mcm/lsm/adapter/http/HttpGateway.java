package dev.mcm.lsm.adapter.http;

import dev.mcm.lsm.port.Gateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// [Gateway] over HTTP.
public final class HttpGateway implements Gateway, AutoCloseable {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(500);

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration timeout;

    /// @param interval time between scrapes; an answer that takes longer is none
    public HttpGateway(URI metricsUrl, Duration interval) {
        timeout = interval.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : interval;
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

    /// @throws HttpTimeoutException when not all of the page has come in time: the request's own
    ///   limit ends with its headers
    @Override
    public String metrics() throws IOException, InterruptedException {
        HttpResponse<String> response = exchange();
        if (response.statusCode() != 200) {
            throw new IOException(
                    "gateway metrics: status " + response.statusCode() + " (expected: 200)");
        }
        return response.body();
    }

    private HttpResponse<String> exchange() throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException(
                    "gateway metrics: not whole after " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
