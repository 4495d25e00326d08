package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.api.ConnectionGate;
import dev.mcm.testkit.plane.store.Trees;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// The gateway's HTTP: takes requests in, runs the gateway's decisions, sends answers. The
/// simulated model works for as many milliseconds as header `mcm-sim-service-ms` says.
public final class GatewayServer {

    /// How long the simulated model works on a request, in milliseconds.
    public static final String SERVICE_HEADER = "mcm-sim-service-ms";

    /// Names the plane that answered.
    public static final String PLANE_HEADER = "mcm-plane";

    /// Names the pod that answered.
    public static final String POD_HEADER = "mcm-pod";

    private static final int DEFAULT_SERVICE_MILLIS = 50;
    private static final String PREFIX = "/d/";
    private static final String RETRY_AFTER_SECONDS = "1";

    /// One request with what is needed to answer or forward it.
    record Exchange(HttpServerRequest request, Buffer body, Context context) {

        HttpServerResponse response() {
            return request.response();
        }
    }

    private final Vertx vertx;
    private final String plane;
    private final GatewayCore core;
    private final Forwarder forwarder;
    private final ConnectionGate gate = new ConnectionGate();
    private final HttpServer server;

    public GatewayServer(Vertx vertx, String plane, GatewayCore core) {
        this.vertx = vertx;
        this.plane = plane;
        this.core = core;
        forwarder = new Forwarder(vertx, core);
        server =
                vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                        .connectionHandler(gate::accept)
                        .requestHandler(this::handle);
    }

    /// Completes with the port that is listened on.
    public CompletionStage<Integer> start(String host, int port) {
        return server.listen(port, host).map(HttpServer::actualPort).toCompletionStage();
    }

    public CompletionStage<Void> stop() {
        forwarder.close();
        return server.close().toCompletionStage();
    }

    public ConnectionGate gate() {
        return gate;
    }

    private void handle(HttpServerRequest request) {
        if (gate.isDown()) {
            return;
        }
        if (request.path().equals("/metrics")) {
            Context context = vertx.getOrCreateContext();
            core.metrics(text -> context.runOnContext(_ -> sendMetrics(request.response(), text)));
        } else if (request.path().startsWith(PREFIX)) {
            request.body().onSuccess(body -> serve(request, body));
        } else {
            refuse(request.response(), new Reply.Refused(404, "no such path: " + request.path()));
        }
    }

    private static void sendMetrics(HttpServerResponse response, String text) {
        if (!response.closed()) {
            response.putHeader("Content-Type", "text/plain; version=0.0.4").end(text);
        }
    }

    private void serve(HttpServerRequest request, Buffer body) {
        Exchange exchange = new Exchange(request, body, vertx.getOrCreateContext());
        String[] steps = request.path().substring(PREFIX.length()).split("/", 2);
        GatewayRequest arrived =
                new GatewayRequest(
                        steps[0],
                        serviceTime(request),
                        request.getHeader(PlaneNames.HOP_HEADER) != null,
                        (self, reply) ->
                                exchange.context()
                                        .runOnContext(_ -> answer(exchange, self, reply)));
        request.response().closeHandler(_ -> core.abandon(arrived));
        core.arrive(arrived);
    }

    private static Duration serviceTime(HttpServerRequest request) {
        String text = request.getHeader(SERVICE_HEADER);
        try {
            return Duration.ofMillis(
                    text == null ? DEFAULT_SERVICE_MILLIS : Math.max(Long.parseLong(text), 0));
        } catch (NumberFormatException _) {
            return Duration.ofMillis(DEFAULT_SERVICE_MILLIS);
        }
    }

    private void answer(Exchange exchange, GatewayRequest request, Reply reply) {
        HttpServerResponse response = exchange.response();
        if (response.closed() || response.ended()) {
            return;
        }
        switch (reply) {
            case Reply.Served(var pod) ->
                    response.putHeader("Content-Type", "application/json")
                            .putHeader(PLANE_HEADER, plane)
                            .putHeader(POD_HEADER, pod)
                            .end(
                                    Buffer.buffer(
                                            Trees.bytes(
                                                    Trees.object()
                                                            .put("deployment", request.deployment())
                                                            .put("plane", plane)
                                                            .put("pod", pod))));
            case Reply.Forward forward -> forwarder.forward(exchange, request, forward);
            case Reply.Refused refused -> refuse(response, refused);
        }
    }

    static void refuse(HttpServerResponse response, Reply.Refused refused) {
        response.setStatusCode(refused.code()).putHeader("Content-Type", "text/plain");
        if (refused.code() == 503) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.end(refused.why() + "\n");
    }
}
