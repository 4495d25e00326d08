package dev.mcm.bench.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What came of the changes of a stretch of time. Filled by an [AnswerLedger]. Thread-safe.
final class RateWindow {
    private static final double NANOS_PER_MS = 1e6;
    private static final double SHARE = 0.99;

    private final List<Long> answered = new ArrayList<>();
    private int offered;
    private int decisions;
    private int commits;

    synchronized void offered() {
        offered++;
    }

    synchronized void answered(long nanos) {
        answered.add(nanos);
    }

    /// A transaction of the Scheduler that changed counts.
    ///
    /// @param deployments of how many
    synchronized void committed(int deployments) {
        decisions += deployments;
        commits++;
    }

    synchronized int offeredCount() {
        return offered;
    }

    synchronized int decisions() {
        return decisions;
    }

    synchronized double decisionsACommit() {
        return commits == 0 ? 1 : decisions / (double) commits;
    }

    /// From when a change was due to the commit that answered it. A change that nothing answered,
    /// or the next of its deployment overtook, never was.
    ///
    /// @return infinite when more than one of a hundred has no answer
    double p99Millis() {
        return percentileMillis(SHARE);
    }

    synchronized double percentileMillis(double share) {
        if (offered == 0) {
            throw new IllegalStateException("changes of a window: none (expected: at least one)");
        }
        List<Long> sorted = new ArrayList<>(answered);
        Collections.sort(sorted);
        int place = (int) Math.ceil(offered * share) - 1;
        return place < sorted.size() ? sorted.get(place) / NANOS_PER_MS : Double.POSITIVE_INFINITY;
    }
}
