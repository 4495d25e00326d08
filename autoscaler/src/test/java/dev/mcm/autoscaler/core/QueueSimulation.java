package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.plane.PlaneState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A deployment on one plane in closed loop over virtual time: requests arrive, wait in a queue,
/// are worked on by ready replicas; once a second the gateway reports and the core decides;
/// replicas that are added load before they are ready.
final class QueueSimulation {
    private static final double STEP = 0.05;

    /// What is simulated.
    ///
    /// @param startSeconds from decided to ready
    /// @param queueSeconds a request waits at most this long
    /// @param slots requests one replica works on at a time
    record Setting(Autoscaling scaling, double startSeconds, double queueSeconds, int slots) {}

    /// Arrivals per second at a second of the simulation.
    interface Rate {
        double at(double second);
    }

    /// Draws gaps between arrivals and service times.
    interface Chance {
        double of(double mean);

        static Chance even() {
            return mean -> mean;
        }

        static Chance exponential(long seed) {
            Random random = new Random(seed);
            return mean -> -mean * Math.log(1 - random.nextDouble());
        }
    }

    private final Setting setting;
    private final Rate rate;
    private final double service;
    private final Chance chance;
    private final PlaneSeries series;
    private final Deque<Double> queue = new ArrayDeque<>();
    private final PriorityQueue<Double> working = new PriorityQueue<>();
    private final List<Double> replicas = new ArrayList<>();
    private @Nullable ScaleState state;
    private double now;
    private double nextArrival;
    private double inFlightSeconds;
    private double queuedSeconds;
    private long arrivals;
    private long served;
    long refused;
    int desired;
    int mostLoading;
    int mostDesired;
    Reason reason = Reason.INITIAL;

    /// @param service mean seconds of work per request
    QueueSimulation(Setting setting, Rate rate, double service, Chance chance) {
        this.setting = setting;
        this.rate = rate;
        this.service = service;
        this.chance = chance;
        this.series = new PlaneSeries(setting.scaling);
    }

    /// Goes on for some seconds.
    QueueSimulation run(int seconds) {
        for (int second = 0; second < seconds; second++) {
            double inFlightBefore = inFlightSeconds;
            double queuedBefore = queuedSeconds;
            for (int step = 0; step < Math.round(1 / STEP); step++) {
                step();
            }
            report(inFlightSeconds - inFlightBefore, queuedSeconds - queuedBefore);
            decide();
        }
        return this;
    }

    private void step() {
        now += STEP;
        while (nextArrival <= now) {
            double perSecond = rate.at(now);
            if (perSecond > 0 && nextArrival > 0) {
                queue.add(now);
                arrivals++;
            }
            nextArrival =
                    perSecond > 0
                            ? Math.max(nextArrival, now - STEP) + chance.of(1 / perSecond)
                            : now + STEP;
        }
        while (!working.isEmpty() && working.peek() <= now) {
            working.poll();
            served++;
        }
        for (Iterator<Double> waiting = queue.iterator(); waiting.hasNext(); ) {
            if (now - waiting.next() < setting.queueSeconds) {
                break;
            }
            waiting.remove();
            refused++;
        }
        while (!queue.isEmpty() && working.size() < ready() * setting.slots) {
            queue.poll();
            working.add(now + chance.of(service));
        }
        inFlightSeconds += working.size() * STEP;
        queuedSeconds += queue.size() * STEP;
    }

    private void report(double inFlight, double queued) {
        series.record(
                second(),
                new PlaneReport.Sample(
                        TrafficScene.D,
                        inFlight + queued,
                        ready(),
                        new Throughput(inFlight, arrivals, served)));
    }

    private void decide() {
        PlaneDemand plane =
                new PlaneDemand(
                        new PlaneId("a"),
                        new PlaneJudgement(PlaneState.LIVE, 0),
                        desired,
                        new Replicas(replicas.size(), ready()),
                        true,
                        series);
        Demand demand = Demand.of(List.of(plane), second());
        ScaleDecision decision =
                Scaling.decide(
                        new Intent(setting.scaling, true, 0, TrafficScene.PROGRESS_DEADLINE),
                        demand,
                        state,
                        second());
        state = decision.state();
        desired = decision.desired();
        reason = decision.reason();
        while (replicas.size() < desired) {
            replicas.add(now + setting.startSeconds);
        }
        while (replicas.size() > desired) {
            replicas.removeLast();
        }
        mostLoading = Math.max(mostLoading, desired - ready());
        mostDesired = Math.max(mostDesired, desired);
    }

    /// All replicas wanted now are ready at once.
    void allReady() {
        replicas.replaceAll(_ -> now);
    }

    int ready() {
        return (int) replicas.stream().filter(readyAt -> readyAt <= now).count();
    }

    int queued() {
        return queue.size();
    }

    private long second() {
        return 1_000_000 + Math.round(now);
    }
}
