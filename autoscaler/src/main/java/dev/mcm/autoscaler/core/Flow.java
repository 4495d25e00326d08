package dev.mcm.autoscaler.core;

import dev.mcm.state.deployment.Autoscaling;

/// Requests through one plane over the last seconds: what arrived, what was served, and for how
/// long replicas worked on it. Not thread-safe.
final class Flow {
    private static final int LONGEST_WINDOW = 60;

    private final int burst;
    private final DemandWindow inFlight;
    private final DemandWindow arrivals;
    private final DemandWindow served;
    private Throughput last;
    private double mean;
    private int samplesInSecond = 1;
    private final long begin;
    private long at;

    /// A flow that begins with a sample.
    Flow(Autoscaling settings, long second, Throughput first) {
        int window = windowSeconds(settings);
        this.burst = Math.min(window, ScalingTerms.panicWindowSeconds(settings));
        this.inFlight = new DemandWindow(window);
        this.arrivals = new DemandWindow(window);
        this.served = new DemandWindow(window);
        this.last = first;
        this.mean = first.inFlight();
        this.begin = second;
        this.at = second;
        inFlight.record(second, mean);
    }

    /// Seconds over which it is measured.
    static int windowSeconds(Autoscaling settings) {
        return Math.min(LONGEST_WINDOW, settings.windowSeconds());
    }

    /// Adds a sample; it stands for the time since the one before. Where a counter went back the
    /// gateway has started anew, and what it did in between is not known.
    ///
    /// @param second not before that of the sample before
    void record(long second, Throughput sample) {
        if (second == at) {
            double next = (mean * samplesInSecond + sample.inFlight()) / (samplesInSecond + 1);
            inFlight.record(second, next - mean);
            mean = next;
            samplesInSecond++;
        } else {
            for (long filled = Math.max(at + 1, second - inFlight.seconds() + 1);
                    filled <= second;
                    filled++) {
                inFlight.record(filled, sample.inFlight());
            }
            mean = sample.inFlight();
            samplesInSecond = 1;
        }
        if (sample.arrivals() >= last.arrivals() && sample.served() >= last.served()) {
            arrivals.record(second, (double) (sample.arrivals() - last.arrivals()));
            served.record(second, (double) (sample.served() - last.served()));
        }
        last = sample;
        at = second;
    }

    Rates stable(long now) {
        return rates(now, inFlight.seconds());
    }

    Rates burst(long now) {
        return rates(now, burst);
    }

    private Rates rates(long now, int seconds) {
        return new Rates(
                Math.max(1, Math.min(seconds, now - begin)),
                inFlight.sum(now, seconds),
                arrivals.sum(now, seconds),
                served.sum(now, seconds),
                mean);
    }

    /// Flow over some seconds, of one plane or of several.
    ///
    /// @param worked seconds that replicas spent on requests, added up over requests
    /// @param inFlight requests being worked on now
    record Rates(double seconds, double worked, double arrivals, double served, double inFlight) {
        static final Rates NONE = new Rates(1, 0, 0, 0, 0);

        Rates plus(Rates other) {
            return new Rates(
                    Math.max(seconds, other.seconds),
                    worked + other.worked,
                    arrivals + other.arrivals,
                    served + other.served,
                    inFlight + other.inFlight);
        }

        /// Requests that would be in flight if none had to wait: arrivals per second × seconds that
        /// one takes (Little's law). Until the first are served their time is at least what has
        /// been worked per request in flight.
        double offered() {
            return arrivals / seconds * worked / Math.max(1, Math.max(served, inFlight));
        }
    }
}
