package dev.mcm.autoscaler.core;

/// Demand for one deployment on one plane: in-flight and queued requests by second of receipt. Not
/// thread-safe.
///
/// A sample stands for the time since the sample before it, so that a plane that reports every two
/// seconds is not taken for one that is idle every other second. After silence the series starts
/// anew.
public final class PlaneSeries {
    /// No such time.
    public static final long NEVER = Long.MIN_VALUE;

    private static final int LATE_AFTER = 5;

    private final int silentAfter;
    private final DemandWindow stable;
    private final DemandWindow panic;
    private long start = NEVER;
    private long last = NEVER;
    private long zeroSince = NEVER;
    private long checkpointed = NEVER;
    private double lastDemand;
    private int samplesInSecond;
    private int ready;

    public PlaneSeries(ScalingSettings settings) {
        this.silentAfter = settings.silentAfterSeconds();
        this.stable = new DemandWindow(settings.windowSeconds());
        this.panic = new DemandWindow(settings.panicWindowSeconds());
    }

    /// A series known from a checkpoint, its windows still to be filled.
    ///
    /// @param last second of its last report
    /// @param zeroSince start of its zeros, or [#NEVER]
    public static PlaneSeries restored(ScalingSettings settings, long last, long zeroSince) {
        PlaneSeries series = new PlaneSeries(settings);
        series.checkpointed = last;
        series.zeroSince = zeroSince;
        return series;
    }

    boolean fits(ScalingSettings settings) {
        return stable.seconds() == settings.windowSeconds()
                && panic.seconds() == settings.panicWindowSeconds();
    }

    /// Adds a sample; samples come in order, one that is older than the last counts for the last
    /// one's second.
    ///
    /// @param demand requests in flight and queued
    public void record(long second, double demand, int readyReplicas) {
        long at = Math.max(second, last);
        if (last == NEVER || at - last > silentAfter) {
            begin(at);
        }
        if (at == last) {
            repeat(demand);
        } else {
            long from = Math.max(last == NEVER ? at : last + 1, at - stable.seconds() + 1);
            for (long filled = from; filled <= at; filled++) {
                stable.record(filled, demand);
                panic.record(filled, demand);
            }
            lastDemand = demand;
            samplesInSecond = 1;
            last = at;
        }
        ready = readyReplicas;
        if (demand > 0) {
            zeroSince = NEVER;
        } else if (zeroSince == NEVER) {
            zeroSince = at;
        }
    }

    private void begin(long at) {
        long known = Math.max(last, checkpointed);
        if (known == NEVER || at - known > silentAfter) {
            zeroSince = NEVER;
        }
        stable.clear();
        panic.clear();
        start = at;
        last = NEVER;
    }

    /// A second sample in one second: the second counts as the mean of both.
    private void repeat(double demand) {
        double mean = (lastDemand * samplesInSecond + demand) / (samplesInSecond + 1);
        stable.record(last, mean - lastDemand);
        panic.record(last, mean - lastDemand);
        lastDemand = mean;
        samplesInSecond++;
    }

    public Freshness freshness(long now) {
        long age = now - lastReport();
        if (lastReport() == NEVER || age > silentAfter) {
            return Freshness.SILENT;
        }
        return age > LATE_AFTER ? Freshness.LATE : Freshness.FRESH;
    }

    /// Second of the last report, also one known from a checkpoint only.
    public long lastReport() {
        return Math.max(last, checkpointed);
    }

    /// Start of the unbroken zeros up to now, or [#NEVER].
    public long zeroSince() {
        return zeroSince;
    }

    /// Since when there is data without a break, or [#NEVER].
    long start() {
        return start;
    }

    double stableAverage(long now) {
        return stable.average(now);
    }

    double panicAverage(long now) {
        return panic.average(now);
    }

    /// Average up to the last report: what is remembered of a plane that has gone silent.
    double lastAverage() {
        return last == NEVER ? 0 : stable.average(last);
    }

    int ready() {
        return ready;
    }
}
