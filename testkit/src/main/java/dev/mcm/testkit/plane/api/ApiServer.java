package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.StatusException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The plane's Kubernetes API over plain HTTP. All its connections run on one event loop.
public final class ApiServer {

    /// @param token bearer token that requests must carry; empty to serve anybody
    /// @param bookmarkInterval how often an idle watch is told how far it is
    public record Settings(String host, int port, String token, Duration bookmarkInterval) {}

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");
    private static final int LONGEST_HEADER = 64 * 1024;

    private final Vertx vertx;
    private final Settings settings;
    private final ConnectionGate gate = new ConnectionGate();
    private final HttpServer server;
    private final ResourceVerbs verbs;
    private final Watches watches;
    private final ObjectStore store;
    private final Discovery discovery;
    private volatile Duration latency = Duration.ZERO;

    public ApiServer(Vertx vertx, ObjectRegistry registry, InstantSource clock, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
        store = registry.store();
        discovery = new Discovery(store);
        verbs = new ResourceVerbs(registry, clock);
        watches = new Watches(vertx, registry.store(), settings.bookmarkInterval());
        server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setMaxHeaderSize(LONGEST_HEADER)
                                        .setMaxInitialLineLength(LONGEST_HEADER)
                                        .setCompressionSupported(false)
                                        .setTcpNoDelay(true))
                        .connectionHandler(gate::accept)
                        .requestHandler(this::receive);
    }

    /// Completes with the port that is listened on.
    public CompletionStage<Integer> start() {
        return server.listen(settings.port(), settings.host())
                .map(HttpServer::actualPort)
                .toCompletionStage();
    }

    public CompletionStage<Void> stop() {
        return server.close().toCompletionStage();
    }

    public ConnectionGate gate() {
        return gate;
    }

    /// Makes every request wait before it is answered.
    public void setLatency(Duration wanted) {
        latency = wanted;
    }

    private void receive(HttpServerRequest request) {
        if (latency.isZero()) {
            handle(request);
            return;
        }
        request.pause();
        vertx.setTimer(
                Math.max(latency.toMillis(), 1),
                _ -> {
                    request.resume();
                    handle(request);
                });
    }

    private void handle(HttpServerRequest request) {
        if (gate.isDown()) {
            return;
        }
        if (HEALTH.contains(request.path())) {
            send(request.response(), Answer.text("ok"));
            return;
        }
        Optional<ApiPath> path = ApiPath.parse(request.path(), store);
        if (!isAllowed(request)) {
            refuse(request, StatusException.unauthorized());
        } else if (path.isEmpty()) {
            discover(request);
        } else if (request.method().name().equals("GET")) {
            get(request, ApiRequest.of(request, path.get(), Buffer.buffer()));
        } else {
            request.body()
                    .onSuccess(body -> answer(request, ApiRequest.of(request, path.get(), body)));
        }
    }

    private boolean isAllowed(HttpServerRequest request) {
        return settings.token().isEmpty()
                || ("Bearer " + settings.token()).equals(request.getHeader("Authorization"));
    }

    private void discover(HttpServerRequest request) {
        Optional<Answer> document =
                discovery.document(request.path()).map(d -> Answer.json(200, d));
        if (document.isPresent()) {
            send(request.response(), document.get());
        } else {
            refuse(request, StatusException.noSuchPath());
        }
    }

    private void get(HttpServerRequest request, ApiRequest read) {
        if (!read.isWatch()) {
            answer(request, read);
            return;
        }
        try {
            ListOptions.of(read);
            WatchEvents events = new WatchEvents(read.scope(), verbs.representation(read));
            if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                request.toWebSocket()
                        .onSuccess(s -> watches.open(read, events, new WatchSink.Messages(s)));
            } else {
                HttpServerResponse response = request.response();
                response.setChunked(true).putHeader("Content-Type", Answer.JSON);
                // Sends the head now: a client takes the watch as open only then.
                response.write(Buffer.buffer());
                watches.open(read, events, new WatchSink.Chunks(response));
            }
        } catch (StatusException refusal) {
            refuse(request, refusal);
        }
    }

    private void answer(HttpServerRequest request, ApiRequest read) {
        try {
            send(request.response(), verbs.answer(read));
        } catch (StatusException refusal) {
            refuse(request, refusal);
        } catch (RuntimeException failure) {
            LOG.atError()
                    .addKeyValue("method", read.method())
                    .addKeyValue("path", request.path())
                    .setCause(failure)
                    .log("A request to the simulated API failed");
            refuse(request, StatusException.internal(String.valueOf(failure)));
        }
    }

    private static void refuse(HttpServerRequest request, StatusException refusal) {
        send(request.response(), Answer.json(refusal.code(), refusal.status()));
    }

    private static void send(HttpServerResponse response, Answer answer) {
        response.setStatusCode(answer.code()).putHeader("Content-Type", answer.contentType());
        Buffer first = answer.body().next();
        if (!answer.body().hasNext()) {
            response.end(first);
            return;
        }
        response.setChunked(true).write(first);
        sendRest(response, answer.body());
    }

    private static void sendRest(HttpServerResponse response, Iterator<Buffer> body) {
        while (body.hasNext()) {
            if (response.closed()) {
                return;
            }
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> sendRest(response, body));
                return;
            }
            response.write(body.next());
        }
        response.end();
    }
}
