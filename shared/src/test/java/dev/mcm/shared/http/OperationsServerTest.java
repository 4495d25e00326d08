package dev.mcm.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mcm.shared.config.HttpConfig;
import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.metrics.Metrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
    private final HealthChecks checks = new HealthChecks();
    private final Metrics metrics = new Metrics("gsm");
    private final OperationsServer server =
            new OperationsServer(new HttpConfig("127.0.0.1", 0), checks, metrics);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        metrics.close();
        client.close();
    }

    @Test
    void aHealthyServiceIsAliveAndReady() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("{\"status\":\"ok\"}\n");
    }

    @Test
    void failingChecksAreNamed() throws Exception {
        checks.ready("kafka", () -> Optional.of("not \"connected\""));
        checks.alive("loop", () -> Optional.of("stuck"));

        HttpResponse<String> ready = get("/readyz");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo(
                        "{\"status\":\"failing\",\"failing\":{\"kafka\":\"not"
                                + " \\\"connected\\\"\"}}\n");
        assertThat(get("/livez").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsCarryTheService() throws Exception {
        metrics.registry().counter("mcm.gsm.batches").increment();

        assertThat(get("/metrics").body())
                .contains("mcm_gsm_batches_total{service=\"gsm\"} 1.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void anythingElseIsRefused() throws Exception {
        assertThat(get("/livez/x").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
        HttpRequest post =
                HttpRequest.newBuilder(uri("/livez"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void aStoppedServerHasNoPort() {
        server.stop();

        assertThatIllegalStateException().isThrownBy(server::port);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
