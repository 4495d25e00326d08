package dev.mcm.bench.plane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs the same work on many threads at once.
final class Workers {

    private Workers() {}

    /// The work of one thread.
    @FunctionalInterface
    interface Work {
        /// @return how many things it did
        long run(int worker) throws Exception;
    }

    /// The sum of what the workers did; the first failure ends the run.
    static long run(int workers, Work work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                running.add(threads.submit(() -> work.run(worker)));
            }
            long done = 0;
            try {
                for (Future<Long> future : running) {
                    done += future.get();
                }
                return done;
            } catch (ExecutionException failure) {
                threads.shutdownNow();
                throw failure;
            }
        }
    }
}
