package dev.mcm.bench;

import java.util.List;

/// Percentiles of what was measured, as they are: no value between two that were measured.
public final class Percentile {
    private static final double P99 = 0.99;

    private Percentile() {}

    /// The value that 99 of 100 do not exceed; of fewer than 100 the largest.
    public static double p99(List<Double> values) {
        return of(values, P99);
    }

    /// @param share 0.5 = median
    public static double of(List<Double> values, double share) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values: none (expected: at least one)");
        }
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * share) - 1);
    }
}
