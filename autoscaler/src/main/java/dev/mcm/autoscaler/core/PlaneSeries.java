package dev.mcm.autoscaler.core;

import dev.mcm.state.deployment.Autoscaling;
import org.jspecify.annotations.Nullable;

/// Demand for one deployment on one plane: in-flight and queued requests by second. Not
/// thread-safe.
///
/// A sample stands for the time since the sample before it, so that a plane that reports every two
/// seconds is not taken for one that is idle every other second. After silence the series starts
/// anew.
public final class PlaneSeries {
    /// No such time.
    public static final long NEVER = Long.MIN_VALUE;

    private static final int LATE_AFTER = 5;

    private final Autoscaling settings;
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
    private @Nullable Flow flow;
    private boolean counted = true;

    public PlaneSeries(Autoscaling settings) {
        this.settings = settings;
        this.silentAfter = ScalingTerms.silentAfterSeconds(settings);
        this.stable = new DemandWindow(settings.windowSeconds());
        this.panic = new DemandWindow(ScalingTerms.panicWindowSeconds(settings));
    }

    /// A series known from a checkpoint, its windows still to be filled.
    ///
    /// @param last second of its last report
    /// @param zeroSince start of its zeros, or [#NEVER]
    public static PlaneSeries restored(Autoscaling settings, long last, long zeroSince) {
        PlaneSeries series = new PlaneSeries(settings);
        series.checkpointed = last;
        series.zeroSince = zeroSince;
        return series;
    }

    boolean fits(Autoscaling settings) {
        return stable.seconds() == settings.windowSeconds()
                && panic.seconds() == ScalingTerms.panicWindowSeconds(settings);
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

    /// Adds a sample with its throughput.
    void record(long second, PlaneReport.Sample sample) {
        record(second, sample.demand(), sample.ready());
        Throughput throughput = sample.throughput();
        counted = throughput != null || sample.demand() == 0;
        if (throughput == null) {
            flow = null;
        } else if (flow == null) {
            flow = new Flow(settings, last, throughput);
        } else {
            flow.record(last, throughput);
        }
    }

    /// Requests through the plane over the flow's window, or over its short one.
    Flow.Rates rates(boolean burst, long now) {
        if (flow == null) {
            return Flow.Rates.NONE;
        }
        return burst ? flow.burst(now) : flow.stable(now);
    }

    /// Its requests are counted as they arrive and are served.
    boolean counted() {
        return counted;
    }

    private void begin(long at) {
        long known = Math.max(last, checkpointed);
        if (known == NEVER || at - known > silentAfter) {
            zeroSince = NEVER;
        }
        stable.clear();
        panic.clear();
        flow = null;
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

    /// It has reported since this process began to read, and lately.
    boolean heard(long now) {
        return start != NEVER && freshness(now) != Freshness.SILENT;
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

    /// It is silent, and others have carried for a whole window what it carried last.
    boolean over(long now) {
        long carriedUntil = zeroSince == NEVER ? lastReport() : zeroSince;
        return freshness(now) == Freshness.SILENT && now - carriedUntil > settings.windowSeconds();
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

    /// Replicas that the gateway calls ready, at least one when one has served lately.
    int seenReady(long now) {
        boolean serves = rates(true, now).served() > 0;
        return serves ? Math.max(1, ready) : ready;
    }

    int ready() {
        return ready;
    }
}
