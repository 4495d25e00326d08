package dev.mcm.shared.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcm.shared.config.HttpConfig;
import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.metrics.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Serves `/livez`, `/readyz` (200 or 503, JSON that names each failing check) and `/metrics`
/// (Prometheus text).
public final class OperationsServer implements Part {
    private final HttpConfig config;
    private final HealthChecks checks;
    private final Metrics metrics;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServer server;

    public OperationsServer(HttpConfig config, HealthChecks checks, Metrics metrics) {
        this.config = config;
        this.checks = checks;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "operations port";
    }

    @Override
    public synchronized void start() throws IOException {
        HttpServer created =
                HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
        created.setExecutor(threads);
        serve(created, "/livez", () -> HealthReply.of(checks.notAlive()));
        serve(created, "/readyz", () -> HealthReply.of(checks.notReady()));
        serve(
                created,
                "/metrics",
                () ->
                        new HttpReply(
                                200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
        created.start();
        server = created;
    }

    /// The port it listens on, once started.
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("the operations port is not open (expected: started)");
        }
        return server.getAddress().getPort();
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        threads.shutdownNow();
    }

    private static void serve(HttpServer server, String path, Supplier<HttpReply> reply) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        answer(exchange, path, reply);
                    }
                });
    }

    private static void answer(HttpExchange exchange, String path, Supplier<HttpReply> reply)
            throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            send(exchange, new HttpReply(404, HttpReply.TEXT, "not found\n"));
        } else if (!exchange.getRequestMethod().equals("GET")
                && !exchange.getRequestMethod().equals("HEAD")) {
            send(exchange, new HttpReply(405, HttpReply.TEXT, "expected: GET\n"));
        } else {
            send(exchange, reply.get());
        }
    }

    private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
