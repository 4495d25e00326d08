package dev.mcm.bench.scheduler;

import java.util.ArrayList;
import java.util.List;

/// Seeks the highest rate that is held: up by doubling while what is offered is decided at all,
/// then between the highest good rate and the next bad one, and at last for the whole time,
/// downwards until one holds. Ends after a bounded number of trials.
final class RateSearch {
    private static final double DECIDED = 0.9;
    private static final int HALVINGS = 3;
    private static final int HOLDS = 4;
    private static final double LESS = 0.85;

    private final double boundMillis;
    private final double first;
    private final double most;

    /// @param boundMillis p99 of a rate that is held, at most
    /// @param first rate to begin with, in 1/s
    /// @param most rate to try
    RateSearch(double boundMillis, double first, double most) {
        this.boundMillis = boundMillis;
        this.first = first;
        this.most = most;
    }

    /// What came of a rate.
    ///
    /// @param decided decisions that committed, in 1/s
    /// @param reference decisions that plain JDBC writes in 1/s, in batches of the same size
    record Trial(double rate, double p99Millis, double decided, double reference) {}

    interface Trials {
        /// @param whole for the whole time of a rate that is held
        Trial at(double rate, boolean whole) throws Exception;
    }

    /// @param held the last trial over the whole time that was held; none when empty
    /// @param fastest of all, the one that decided most
    record Outcome(List<Trial> held, Trial fastest) {}

    Outcome run(Trials trials) throws Exception {
        List<Trial> all = new ArrayList<>();
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        for (double rate = first; rate <= most; rate *= 2) {
            Trial trial = trials.at(rate, false);
            all.add(trial);
            if (isGood(trial)) { // a lower one that was bad had bad luck
                good = rate;
                bad = Double.POSITIVE_INFINITY;
            } else {
                bad = Math.min(bad, rate);
            }
            if (trial.decided() < DECIDED * rate) {
                break;
            }
        }
        for (int i = 0; i < HALVINGS && good > 0 && bad < Double.POSITIVE_INFINITY; i++) {
            double rate = Math.sqrt(good * bad);
            Trial trial = trials.at(rate, false);
            all.add(trial);
            if (isGood(trial)) {
                good = rate;
            } else {
                bad = rate;
            }
        }
        return new Outcome(hold(trials, good, all), fastest(all));
    }

    private List<Trial> hold(Trials trials, double from, List<Trial> all) throws Exception {
        double rate = from;
        for (int i = 0; i < HOLDS && rate > 0; i++) {
            Trial trial = trials.at(rate, true);
            all.add(trial);
            if (isGood(trial)) {
                return List.of(trial);
            }
            rate *= LESS;
        }
        return List.of();
    }

    private static Trial fastest(List<Trial> all) {
        Trial fastest = all.getFirst();
        for (Trial trial : all) {
            fastest = trial.decided() > fastest.decided() ? trial : fastest;
        }
        return fastest;
    }

    private boolean isGood(Trial trial) {
        return trial.p99Millis() <= boundMillis;
    }
}
