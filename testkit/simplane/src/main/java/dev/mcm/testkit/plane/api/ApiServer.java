package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.access.AccessControl;
import dev.mcm.testkit.plane.access.Action;
import dev.mcm.testkit.plane.access.ServiceAccounts;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.Requester;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.StatusException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The plane's Kubernetes API over plain HTTP. All its connections run on one event loop.
public final class ApiServer {

    /// @param security who may do what
    /// @param bookmarkInterval how often an idle watch is told how far it is
    /// @param seed which requests meet a fault follows from it
    public record Settings(
            String host, int port, Security security, Duration bookmarkInterval, long seed) {}

    /// How clients are told apart, and whether they come over TLS.
    ///
    /// @param certificate null = plain HTTP
    public record Security(
            AccessControl access,
            ServiceAccounts accounts,
            @Nullable ServerCertificate certificate) {

        /// Anybody may do everything.
        public static Security open(ObjectStore store, InstantSource clock) {
            ServiceAccounts accounts = new ServiceAccounts(store, clock, 1);
            AccessControl.Rules nobodyNeedsAToken = new AccessControl.Rules(Map.of(), "", false);
            return new Security(
                    new AccessControl(nobodyNeedsAToken, accounts, store), accounts, null);
        }
    }

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
    private final AccessControl access;
    private final Reviews reviews;
    private final RequestFaults faults;

    /// Responses in place of which the connection ends. They belong to the one event loop.
    private final IdentityHashMap<HttpServerResponse, HttpConnection> unanswered =
            new IdentityHashMap<>();

    public ApiServer(Vertx vertx, ObjectRegistry registry, InstantSource clock, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
        faults = new RequestFaults(settings.seed());
        store = registry.store();
        discovery = new Discovery(store);
        access = settings.security().access();
        reviews = new Reviews(access);
        ServerCertificate certificate = settings.security().certificate();
        String authority = certificate == null ? "" : certificate.certificate();
        AccountTokens tokens =
                new AccountTokens(registry, settings.security().accounts(), authority);
        verbs = new ResourceVerbs(registry, clock, access, tokens);
        watches = new Watches(vertx, registry.store(), settings.bookmarkInterval());
        server =
                vertx.createHttpServer(options(certificate))
                        .connectionHandler(gate::accept)
                        .requestHandler(this::receive);
    }

    private static HttpServerOptions options(@Nullable ServerCertificate certificate) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setMaxHeaderSize(LONGEST_HEADER)
                        .setMaxInitialLineLength(LONGEST_HEADER)
                        .setCompressionSupported(false)
                        .setTcpNoDelay(true);
        if (certificate != null) {
            options.setSsl(true)
                    .setUseAlpn(false)
                    .setKeyCertOptions(
                            new PemKeyCertOptions()
                                    .setCertValue(Buffer.buffer(certificate.certificate()))
                                    .setKeyValue(Buffer.buffer(certificate.key())));
        }
        return options;
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

    /// What goes wrong with requests.
    public RequestFaults faults() {
        return faults;
    }

    /// Whether watches are dead: their connections stay open, and nothing comes any more, not even
    /// their end. One that died stays dead.
    public void setWatchesDead(boolean dead) {
        watches.setDead(dead);
    }

    private void receive(HttpServerRequest request) {
        Duration delay = faults.nextDelay();
        if (delay.isZero()) {
            meetFate(request);
            return;
        }
        request.pause();
        vertx.setTimer(
                Math.max(delay.toMillis(), 1),
                _ -> {
                    request.resume();
                    meetFate(request);
                });
    }

    private void meetFate(HttpServerRequest request) {
        if (HEALTH.contains(request.path())) {
            handle(request);
            return;
        }
        switch (faults.nextFate()) {
            case SERVED -> handle(request);
            case THROTTLED -> {
                request.response()
                        .putHeader("Retry-After", Long.toString(faults.retryAfterSeconds()));
                refuse(
                        request,
                        StatusException.tooManyRequests(
                                "the server has received too many requests and has asked us to"
                                        + " try again later"));
            }
            case FAILED -> refuse(request, StatusException.internal("a fault was asked for"));
            case RESET_BEFORE -> request.connection().close();
            case RESET_AFTER -> {
                if (request.method().name().equals("GET")) {
                    request.connection().close();
                } else {
                    unanswered.put(request.response(), request.connection());
                    handle(request);
                }
            }
        }
    }

    private void handle(HttpServerRequest request) {
        if (gate.isDown()) {
            return;
        }
        if (HEALTH.contains(request.path())) {
            send(request.response(), Answer.text("ok"));
            return;
        }
        try {
            Requester requester = access.authenticate(request.getHeader("Authorization"));
            Optional<ApiPath> path = ApiPath.parse(request.path(), store);
            if (path.isEmpty()) {
                serveDocument(request, requester);
                return;
            }
            ResourceRequest read =
                    ResourceRequest.of(request, path.get(), requester, Buffer.buffer());
            access.check(requester, read.action());
            if (request.method().equals(HttpMethod.GET)) {
                get(request, read);
            } else {
                request.body().onSuccess(body -> answer(request, read.with(body)));
            }
        } catch (StatusException refusal) {
            refuse(request, refusal);
        }
    }

    private void serveDocument(HttpServerRequest request, Requester requester) {
        String path = request.path();
        if (!Reviews.PATHS.contains(path)) {
            String verb = request.method().name().toLowerCase(Locale.ROOT);
            access.check(requester, new Action.OnPath(verb, path));
            discover(request);
            return;
        }
        access.check(requester, Reviews.action(path));
        String type = String.valueOf(request.getHeader("Content-Type"));
        request.body()
                .onSuccess(body ->
                        attempt(
                                request,
                                () ->
                                        reviews.answer(
                                                request.method().name(),
                                                path,
                                                requester,
                                                Reviews.read(type, body.getBytes()))));
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

    private void get(HttpServerRequest request, ResourceRequest read) {
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

    private void answer(HttpServerRequest request, ResourceRequest read) {
        attempt(request, () -> verbs.answer(read));
    }

    private void attempt(HttpServerRequest request, Supplier<Answer> work) {
        try {
            send(request.response(), work.get());
        } catch (StatusException refusal) {
            refuse(request, refusal);
        } catch (RuntimeException failure) {
            LOG.atError()
                    .addKeyValue("method", request.method().name())
                    .addKeyValue("path", request.path())
                    .setCause(failure)
                    .log("A request to the simulated API failed");
            refuse(request, StatusException.internal(String.valueOf(failure)));
        }
    }

    private void refuse(HttpServerRequest request, StatusException refusal) {
        send(request.response(), Answer.json(refusal.code(), refusal.status()));
    }

    private void send(HttpServerResponse response, Answer answer) {
        HttpConnection cut = unanswered.remove(response);
        if (cut != null) {
            cut.close();
            return;
        }
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
