package dev.mcm.testkit.plane;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The event loops that simulated planes of one JVM share. Close the planes first.
public final class PlaneHost implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final Vertx vertx;

    private PlaneHost(Vertx vertx) {
        this.vertx = vertx;
    }

    public static PlaneHost open() {
        return open(Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    public static PlaneHost open(int eventLoops) {
        VertxOptions options =
                new VertxOptions()
                        .setEventLoopPoolSize(eventLoops)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setBlockedThreadCheckInterval(TimeUnit.MINUTES.toMillis(10))
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setClassPathResolvingEnabled(false)
                                        .setFileCachingEnabled(false));
        return new PlaneHost(Vertx.vertx(options));
    }

    public SimulatedPlane start(PlaneOptions options) {
        return SimulatedPlane.start(options, this, false);
    }

    public Vertx vertx() {
        return vertx;
    }

    /// Waits for something that an event loop does.
    public static <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a plane was starting", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(
                    "A simulated plane did not start or stop: " + failure, failure);
        }
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage());
    }
}
