package dev.mcm.testkit.plane.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Plain HTTP to an API server; the same for both.
final class HttpExchange implements Exchange, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER_AGENT = "differential/1";

    private final String url;
    private final String token;
    private final HttpClient client;

    /// @param token empty for none
    /// @param tls null for plain HTTP
    HttpExchange(String url, String token, @Nullable SSLContext tls) {
        this.url = url;
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor());
        client = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    private HttpRequest request(HttpCall call) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(url + call.uri()))
                        .header("User-Agent", USER_AGENT)
                        .header("Accept", "application/json");
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (call.body().isEmpty()) {
            return builder.method(call.method(), HttpRequest.BodyPublishers.noBody()).build();
        }
        return builder.header("Content-Type", call.contentType())
                .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()))
                .build();
    }

    @Override
    public Reply send(HttpCall call) {
        HttpRequest.Builder bounded =
                HttpRequest.newBuilder(request(call), (_, _) -> true).timeout(PATIENCE);
        HttpResponse<String> response =
                exchange(bounded.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }

    @Override
    public Lines watch(HttpCall call) {
        return new OpenAnswer(exchange(request(call), HttpResponse.BodyHandlers.ofInputStream()));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request, body);
        } catch (IOException failure) {
            throw new UncheckedIOException(request + " failed: " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + request, interrupted);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /// Reads on a thread of its own, so that waiting for a line can end.
    private static final class OpenAnswer implements Lines {

        private final int code;
        private final InputStream body;
        private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

        OpenAnswer(HttpResponse<InputStream> response) {
            code = response.statusCode();
            body = response.body();
            Thread.ofVirtual().name("watch").start(this::read);
        }

        private void read() {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(Optional.of(line));
                }
            } catch (IOException _) {
                // Closed by us, or broken off: either way there are no more lines.
            }
            lines.add(Optional.empty());
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public Optional<String> next(Duration patience) {
            try {
                Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                return line == null ? Optional.empty() : line;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException _) {
                // The watch is over in any case.
            }
        }
    }
}
