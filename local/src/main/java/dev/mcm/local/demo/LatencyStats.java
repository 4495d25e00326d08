package dev.mcm.local.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Samples of one latency in milliseconds. Not thread-safe.
final class LatencyStats {
    private final List<Double> millis = new ArrayList<>();

    void add(double sample) {
        millis.add(sample);
    }

    void addAll(LatencyStats other) {
        millis.addAll(other.millis);
    }

    int count() {
        return millis.size();
    }

    /// Nearest-rank percentile.
    ///
    /// @param p 0 to 100
    double percentile(double p) {
        if (millis.isEmpty()) {
            throw new IllegalStateException("percentile of no samples");
        }
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(p / 100 * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    /// "p50 / p99 ms (n)", or a dash when there is no sample.
    String summary() {
        return millis.isEmpty()
                ? "-"
                : "%.0f / %.0f (%d)".formatted(percentile(50), percentile(99), millis.size());
    }
}
