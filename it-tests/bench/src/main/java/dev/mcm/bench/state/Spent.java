package dev.mcm.bench.state;

import dev.mcm.shared.time.SystemTime;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/// What a block of work took of its thread.
///
/// @param cpuNanos processor time: steadier than the other on a busy machine
record Spent(long nanos, long cpuNanos) {

    static Spent on(Callable<?> work) throws Exception {
        long start = SystemTime.SYSTEM.nanoTime();
        long cpu = cpuNow();
        work.call();
        return new Spent(SystemTime.SYSTEM.nanoTime() - start, cpuNow() - cpu);
    }

    private static long cpuNow() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
