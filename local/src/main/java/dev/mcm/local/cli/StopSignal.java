package dev.mcm.local.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C and SIGTERM into an orderly stop: the signal opens the latch, and the JVM waits
/// until the stop is done.
final class StopSignal {
    private static final long LIMIT_SECONDS = 60;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private StopSignal() {}

    static StopSignal install(CountDownLatch stop) {
        StopSignal signal = new StopSignal();
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> signal.onSignal(stop, main), "stop-signal"));
        return signal;
    }

    private void onSignal(CountDownLatch stop, Thread main) {
        stop.countDown();
        if (stopped.getCount() > 0) {
            main.interrupt();
        }
        try {
            if (!stopped.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("mcm: not stopped after " + LIMIT_SECONDS + " s, giving up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The stop is done; the JVM may end.
    void stopped() {
        stopped.countDown();
    }
}
