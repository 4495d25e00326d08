package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.plane.PlaneState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One deployment on some planes, second by second: traffic in, decisions out.
final class TrafficScene {
    static final DeploymentId D = new DeploymentId("d-0000000001");
    static final int PROGRESS_DEADLINE = Rollout.DEFAULT.progressDeadlineSeconds();
    private static final PlaneJudgement LIVE = new PlaneJudgement(PlaneState.LIVE, 0);

    private Autoscaling settings;
    private final Map<String, PlaneSeries> series = new TreeMap<>();
    private final Map<String, Integer> placed = new HashMap<>();
    private final Map<String, PlaneJudgement> judged = new HashMap<>();
    private final Map<String, Throughput> counts = new HashMap<>();
    private int arriving;
    private int answered;
    private @Nullable ScaleState state;
    private @Nullable ScaleDecision last;
    private @Nullable Replicas observed;
    private boolean reporting = true;
    private long changedAt;
    boolean active = true;
    long now = 1_000_000;

    TrafficScene(Autoscaling settings) {
        this.settings = settings;
        decide();
    }

    void settings(Autoscaling changed) {
        settings = changed;
    }

    void placed(String plane, int replicas) {
        placed.put(plane, replicas);
    }

    /// What is seen of the replicas on each plane; until then all are ready at once.
    void observed(int bound, int ready) {
        observed = new Replicas(bound, ready);
    }

    /// No plane reports anything, complete, beside the deployments that it is told to.
    void nobodyReportsOthers() {
        reporting = false;
    }

    /// The caller changes the deployment now.
    void change() {
        changedAt = now;
    }

    /// The Scheduler thinks so from now on.
    void state(String plane, PlaneState state) {
        judged.put(plane, new PlaneJudgement(state, now));
    }

    /// Each second a sample of every given plane, then a decision. Planes that are not given say
    /// nothing.
    void run(int seconds, Map<String, Double> demand) {
        for (int second = 0; second < seconds; second++) {
            now++;
            demand.forEach(this::sample);
            decide();
        }
    }

    /// A report that tells of another second than this one.
    void late(int secondsAgo, String plane, double value) {
        series(plane).record(now - secondsAgo, value, placed.getOrDefault(plane, 0));
    }

    Demand demand() {
        return Demand.of(planes(), now);
    }

    private void sample(String plane, double value) {
        Throughput counted =
                counts.computeIfPresent(
                        plane,
                        (_, was) ->
                                new Throughput(
                                        was.inFlight(),
                                        was.arrivals() + arriving,
                                        was.served() + answered));
        series(plane)
                .record(
                        now,
                        new PlaneReport.Sample(D, value, placed.getOrDefault(plane, 0), counted));
    }

    /// From now on the plane's gateway counts so many arrivals and answers a second.
    void served(String plane, Throughput begin, int arrivals, int answers) {
        counts.put(plane, begin);
        arriving = arrivals;
        answered = answers;
    }

    /// Time passes without samples and without decisions.
    void pass(int seconds) {
        now += seconds;
    }

    private PlaneSeries series(String plane) {
        return series.computeIfAbsent(plane, id -> new PlaneSeries(settings));
    }

    ScaleDecision decide() {
        ScaleDecision decision =
                Scaling.decide(
                        new Intent(settings, active, changedAt, PROGRESS_DEADLINE),
                        Demand.of(planes(), now),
                        state,
                        now);
        state = decision.state();
        last = decision;
        return decision;
    }

    private List<PlaneDemand> planes() {
        Map<String, PlaneDemand> planes = new TreeMap<>();
        placed.forEach((plane, replicas) -> planes.put(plane, plane(plane, replicas)));
        series.keySet()
                .forEach(plane -> planes.put(plane, plane(plane, placed.getOrDefault(plane, 0))));
        return new ArrayList<>(planes.values());
    }

    private PlaneDemand plane(String plane, int replicas) {
        return new PlaneDemand(
                new PlaneId(plane),
                judged.getOrDefault(plane, LIVE),
                replicas,
                observed == null ? allReady() : observed,
                reporting,
                series.get(plane));
    }

    private Replicas allReady() {
        int all = last == null ? 0 : last.desired();
        return new Replicas(all, all);
    }

    /// A process starts with what was checkpointed and a replay of the last window.
    void restart(Map<String, Double> replayed) {
        Map<String, PlaneSeries> old = new TreeMap<>(series);
        series.clear();
        old.forEach((plane, was) ->
                series.put(
                        plane, PlaneSeries.restored(settings, was.lastReport(), was.zeroSince())));
        for (long second = now - settings.windowSeconds(); second <= now; second++) {
            long at = second;
            replayed.forEach((plane, value) ->
                    series(plane).record(at, value, placed.getOrDefault(plane, 0)));
        }
    }

    void forgetEverythingButTheScale() {
        series.clear();
        state = ScaleState.withoutMemory(desired(), now);
    }

    int desired() {
        return java.util.Objects.requireNonNull(last).desired();
    }

    Reason reason() {
        return java.util.Objects.requireNonNull(last).reason();
    }

    String message() {
        return java.util.Objects.requireNonNull(last).message();
    }
}
