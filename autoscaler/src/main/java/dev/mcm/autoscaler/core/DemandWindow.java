package dev.mcm.autoscaler.core;

import java.util.Arrays;

/// Average of a value over the last seconds, in buckets of one second, as Knative's autoscaler
/// computes it: the seconds before the first record do not count, neither do those after the last
/// one; seconds in between without a record count as zero; a window without any record is zero.
/// Values recorded for the same second add up. Not thread-safe.
///
/// The running sum is built anew once per window, and when what leaves is larger than what stays:
/// so a huge value leaves no rounding error behind.
final class DemandWindow {
    private static final double PRECISION = 1e6;

    private final double[] buckets;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private double total;

    DemandWindow(int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException("window: " + seconds + " s (expected: >= 1 s)");
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
        boolean rebuild = false;
        for (long cleared = last + 1; cleared <= second; cleared++) {
            int index = index(cleared);
            double left = buckets[index];
            buckets[index] = 0;
            total -= left;
            rebuild |= index == 0 || left > total;
        }
        last = second;
        if (rebuild) {
            total = Arrays.stream(buckets).sum();
        }
    }

    /// Sum over the window that ends with second `now`.
    double sum(long now) {
        return sum(now, buckets.length);
    }

    /// Sum over the last seconds up to `now`, at most the window.
    double sum(long now, int seconds) {
        if (last == Long.MIN_VALUE) {
            return 0;
        }
        double sum = 0;
        long from =
                Math.max(now - Math.min(seconds, buckets.length) + 1, last - buckets.length + 1);
        for (long second = from; second <= Math.min(now, last); second++) {
            sum += buckets[index(second)];
        }
        return sum;
    }

    /// Average over the window that ends with second `now`.
    double average(long now) {
        if (last == Long.MIN_VALUE || now - last >= buckets.length) {
            return 0;
        }
        long recorded = Math.min(last - first + 1, buckets.length);
        long trailing = Math.max(0, now - last);
        double sum = trailing == 0 ? total : sum(now);
        long counted = Math.min(recorded, buckets.length - trailing);
        return Math.round(sum / counted * PRECISION) / PRECISION;
    }

    private int index(long second) {
        return (int) Math.floorMod(second, (long) buckets.length);
    }
}
