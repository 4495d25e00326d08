package dev.mcm.testkit.plane.differential;

import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.plane.api.ApiServer;
import dev.mcm.testkit.plane.registry.Admission;
import dev.mcm.testkit.plane.registry.Identities;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// The API of a simulated plane without its controllers, as an API server alone is.
final class BarePlane implements AutoCloseable {

    private static final int REMEMBERED = 8192;
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration BOOKMARKS = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final ApiServer api;
    private final HttpExchange exchange;

    private BarePlane(Vertx vertx, ApiServer api, int port) {
        this.vertx = vertx;
        this.api = api;
        exchange = new HttpExchange("http://127.0.0.1:" + port, "", null);
    }

    static BarePlane start() {
        Vertx vertx = Vertx.vertx();
        long version = SystemTime.SYSTEM.instant().toEpochMilli();
        ObjectStore store = new ObjectStore(ResourceTypes.ALL, version, REMEMBERED);
        ObjectRegistry registry =
                new ObjectRegistry(
                        store, SystemTime.SYSTEM, new Identities(version), Admission.EVERYTHING);
        ApiServer api =
                new ApiServer(
                        vertx,
                        registry,
                        SystemTime.SYSTEM,
                        new ApiServer.Settings(
                                "127.0.0.1",
                                0,
                                ApiServer.Security.open(store, SystemTime.SYSTEM),
                                BOOKMARKS,
                                1));
        return new BarePlane(vertx, api, await(api.start()));
    }

    Exchange exchange() {
        return exchange;
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        exchange.close();
        await(api.stop());
        await(vertx.close().toCompletionStage());
    }
}
