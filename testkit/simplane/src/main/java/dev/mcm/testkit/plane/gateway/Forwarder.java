package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.testkit.plane.gateway.GatewayServer.Exchange;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Sends requests to other planes' gateways. A gateway that cannot be connected to has not seen the
/// request, so another target may be tried; one that fails later is an answer: 502.
final class Forwarder {

    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "host", "content-length", "transfer-encoding", "keep-alive");
    private static final int CONNECT_MILLIS = 2000;
    private static final int CONNECTIONS_PER_PLANE = 1024;
    private static final int SPARE_SECONDS = 5;

    private final HttpClient client;
    private final GatewayCore core;

    Forwarder(Vertx vertx, GatewayCore core) {
        this.core = core;
        client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_PLANE));
    }

    void close() {
        client.close();
    }

    void forward(Exchange exchange, GatewayRequest request, Reply.Forward forward) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.valueOf(exchange.request().method().name()))
                        .setAbsoluteURI(target(exchange, forward))
                        .setIdleTimeout(patienceMillis(forward.route()));
        client.request(options)
                .onSuccess(out -> send(exchange, request, out))
                .onFailure(_ -> core.forwardFailed(request, forward.target()));
    }

    private static String target(Exchange exchange, Reply.Forward forward) {
        String gateway = forward.target().gateway().toString();
        String root = gateway.endsWith("/") ? gateway.substring(0, gateway.length() - 1) : gateway;
        return root + exchange.request().uri();
    }

    private static long patienceMillis(Route route) {
        return 1000L * (route.queueSeconds() + route.longestRequestSeconds() + SPARE_SECONDS);
    }

    private static void send(Exchange exchange, GatewayRequest request, HttpClientRequest out) {
        for (Map.Entry<String, String> header : exchange.request().headers()) {
            if (!NOT_PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                out.putHeader(header.getKey(), header.getValue());
            }
        }
        out.putHeader(PlaneNames.HOP_HEADER, "1");
        exchange.response().closeHandler(_ -> out.reset());
        out.send(exchange.body())
                .compose(in -> in.body().onSuccess(body -> relay(exchange, in, body)))
                .onSuccess(_ -> request.drop())
                .onFailure(failure -> failed(exchange, failure));
    }

    private static void relay(Exchange exchange, HttpClientResponse in, Buffer body) {
        HttpServerResponse response = exchange.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(in.statusCode());
        for (Map.Entry<String, String> header : in.headers()) {
            if (!NOT_PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response.putHeader(header.getKey(), header.getValue());
            }
        }
        response.end(body);
    }

    private static void failed(Exchange exchange, Throwable failure) {
        if (!exchange.response().closed() && !exchange.response().ended()) {
            GatewayServer.refuse(
                    exchange.response(),
                    new Reply.Refused(502, "the other plane failed: " + failure.getMessage()));
        }
    }
}
