package dev.mcm.autoscaler.core;

import java.util.Arrays;

/// The largest value of a sliding stretch of time. Keeps only values that can still become the
/// largest: they fall with time. Immutable.
public final class Peaks {
    public static final Peaks NONE = new Peaks(new long[0], new int[0]);

    private final long[] times;
    private final int[] values;

    private Peaks(long[] times, int[] values) {
        this.times = times;
        this.values = values;
    }

    /// From what `times` and `values` gave.
    public static Peaks of(long[] times, int[] values) {
        if (times.length != values.length) {
            throw new IllegalArgumentException(
                    "times: "
                            + times.length
                            + " (expected: as many as values, "
                            + values.length
                            + ")");
        }
        return new Peaks(times.clone(), values.clone());
    }

    public long[] times() {
        return times.clone();
    }

    public int[] values() {
        return values.clone();
    }

    /// With a value at `now`, without what is `span` seconds old or older. The value at `now`
    /// always stays.
    Peaks with(long now, int value, long span) {
        int from = 0;
        while (from < times.length && now - times[from] >= span) {
            from++;
        }
        int to = times.length;
        while (to > from && values[to - 1] <= value) {
            to--;
        }
        long[] newTimes = Arrays.copyOfRange(times, from, to + 1);
        int[] newValues = Arrays.copyOfRange(values, from, to + 1);
        newTimes[to - from] = now;
        newValues[to - from] = value;
        return new Peaks(newTimes, newValues);
    }

    /// Largest value still kept; 0 when there is none.
    int max() {
        return values.length == 0 ? 0 : values[0];
    }

    /// When a value of at least this was last recorded, or [PlaneSeries#NEVER].
    long lastAtLeast(int value) {
        for (int i = values.length - 1; i >= 0; i--) {
            if (values[i] >= value) {
                return times[i];
            }
        }
        return PlaneSeries.NEVER;
    }

    int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Peaks peaks
                && Arrays.equals(times, peaks.times)
                && Arrays.equals(values, peaks.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Peaks" + Arrays.toString(values) + "@" + Arrays.toString(times);
    }
}
