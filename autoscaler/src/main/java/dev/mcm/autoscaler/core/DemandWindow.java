package dev.mcm.autoscaler.core;

import java.util.Arrays;

/// Average of a value over the last seconds, in buckets of one second, as Knative's autoscaler
/// computes it: the seconds before the first record do not count, neither do those after the last
/// one; seconds in between without a record count as zero; a window without any record is zero.
/// Values recorded for the same second add up. Not thread-safe.
final class DemandWindow {
    private static final double PRECISION = 1e6;

    private final double[] buckets;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private double total;

    DemandWindow(int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException(
                    "window of " + seconds + " s, expected at least 1 s");
        }
        this.buckets = new double[seconds];
    }

    int seconds() {
        return buckets.length;
    }

    /// Adds to the bucket of a second; ignored when that second has already left the window.
    void record(long second, double value) {
        if (last == Long.MIN_VALUE || second - last >= buckets.length) {
            restart(second);
        } else if (second > last) {
            advance(second);
        } else if (second <= last - buckets.length) {
            return;
        }
        first = Math.min(first, second);
        buckets[index(second)] += value;
        total += value;
    }

    private void restart(long second) {
        Arrays.fill(buckets, 0);
        total = 0;
        first = second;
        last = second;
    }

    /// Forgets all records.
    void clear() {
        restart(Long.MIN_VALUE);
        first = Long.MAX_VALUE;
    }

    private void advance(long second) {
        for (long cleared = last + 1; cleared <= second; cleared++) {
            total -= buckets[index(cleared)];
            buckets[index(cleared)] = 0;
        }
        last = second;
    }

    /// Average over the window that ends with second `now`.
    double average(long now) {
        if (last == Long.MIN_VALUE || now - last >= buckets.length) {
            return 0;
        }
        long recorded = Math.min(last - first + 1, buckets.length);
        double sum = total;
        long trailing = Math.max(0, now - last);
        for (long second = last + 1; second <= now; second++) {
            sum -= buckets[index(second)];
        }
        long counted = Math.min(recorded, buckets.length - trailing);
        return Math.round(sum / counted * PRECISION) / PRECISION;
    }

    private int index(long second) {
        return (int) Math.floorMod(second, (long) buckets.length);
    }
}
