package dev.mcm.bench.gns;

import dev.mcm.bench.Report;
import dev.mcm.bench.Rounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the bursts of one publisher gave: of each burst p50, p99 and max of commit to reader, its
/// Kafka transactions and refused requests.
final class Latencies {
    private static final double NANOS_PER_MS = 1_000_000;

    private final List<Double> p50 = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();
    private final List<Double> max = new ArrayList<>();
    private final List<Double> transactions = new ArrayList<>();
    private final List<Double> refused = new ArrayList<>();

    void add(Bursts.Result burst) {
        long[] sorted = burst.nanos();
        Arrays.sort(sorted);
        p50.add(sorted[sorted.length / 2] / NANOS_PER_MS);
        p99.add(sorted[sorted.length * 99 / 100] / NANOS_PER_MS);
        max.add(sorted[sorted.length - 1] / NANOS_PER_MS);
        transactions.add(burst.transactions());
        refused.add(burst.refused());
    }

    /// Puts these beside a reference.
    void report(Report report, Latencies reference) {
        figure(report, "burst_p50_ms", p50, reference.p50, "ms");
        figure(report, "burst_p99_ms", p99, reference.p99, "ms");
        figure(report, "burst_max_ms", max, reference.max, "ms");
        figure(report, "kafka_transactions", transactions, reference.transactions, "");
        figure(report, "refused_batches", refused, reference.refused, "");
    }

    private static void figure(
            Report report, String name, List<Double> values, List<Double> reference, String unit) {
        report.figure(name, new Rounds(values), new Rounds(reference), unit);
    }
}
