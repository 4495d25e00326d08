package dev.mcm.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the measured rounds of one figure gave. The figure is their median; least and most say how
/// far to trust it.
public record Rounds(List<Double> values) {

    public Rounds {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("rounds of a figure: none (expected: at least one)");
        }
    }

    /// Measures one round.
    @FunctionalInterface
    public interface Round {
        double measure(int round) throws Exception;
    }

    /// Runs `count` rounds after `warmUp` rounds whose results are dropped.
    public static Rounds of(int warmUp, int count, Round round) throws Exception {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < warmUp + count; i++) {
            double value = round.measure(i);
            if (i >= warmUp) {
                values.add(value);
            }
        }
        return new Rounds(values);
    }

    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least() {
        return sorted()[0];
    }

    double most() {
        double[] sorted = sorted();
        return sorted[sorted.length - 1];
    }

    private double[] sorted() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
