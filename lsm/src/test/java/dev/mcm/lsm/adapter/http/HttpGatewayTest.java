package dev.mcm.lsm.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpGatewayTest {
    private static final String PAGE = "mcm_gateway_queued 1\n";

    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private HttpGateway gateway;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        gateway = gateway(Duration.ofSeconds(2));
    }

    private HttpGateway gateway(Duration interval) {
        return new HttpGateway(
                URI.create("http://localhost:" + server.getAddress().getPort() + "/metrics"),
                interval);
    }

    @AfterEach
    void stop() {
        release.countDown();
        gateway.close();
        server.stop(0);
        threads.close();
    }

    @Test
    void aPageThatStopsInTheMiddleIsGivenUp() {
        byte[] half = PAGE.getBytes(StandardCharsets.US_ASCII);
        server.createContext(
                "/metrics",
                exchange -> {
                    exchange.sendResponseHeaders(200, half.length * 2L);
                    exchange.getResponseBody().write(half);
                    exchange.getResponseBody().flush();
                    await();
                });
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () ->
                        assertThatThrownBy(gateway::metrics)
                                .isInstanceOf(HttpTimeoutException.class));
    }

    @Test
    void aWholePageIsRead() throws IOException, InterruptedException {
        byte[] page = PAGE.getBytes(StandardCharsets.US_ASCII);
        server.createContext(
                "/metrics",
                exchange -> {
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        try (HttpGateway patient = gateway(Duration.ofSeconds(30))) {
            assertThat(patient.metrics()).isEqualTo(PAGE);
        }
    }

    private void await() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
