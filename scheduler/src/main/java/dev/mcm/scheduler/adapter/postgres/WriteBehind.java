package dev.mcm.scheduler.adapter.postgres;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// One write at a time, while the next is prepared. One that has failed is told to whoever asks
/// next, and none is begun before. For one thread.
final class WriteBehind {
    private final Executor threads;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /// @param threads runs the writes
    WriteBehind(Executor threads) {
        this.threads = threads;
    }

    /// Begins a write when the one before has ended.
    ///
    /// @throws RuntimeException that of the one before, when it has failed: this one is not begun;
    ///   or its own, when it has failed already
    void begin(Runnable write) {
        await();
        last = CompletableFuture.runAsync(write, threads);
        check();
    }

    /// @throws RuntimeException that of the last write, when it has failed and nobody was told yet
    void check() {
        if (last.isDone()) {
            await();
        }
    }

    /// Returns when no write is under way.
    ///
    /// @throws RuntimeException as [#check()]
    void await() {
        CompletableFuture<Void> ending = last;
        try {
            ending.join();
        } catch (CompletionException e) {
            last = CompletableFuture.completedFuture(null);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
