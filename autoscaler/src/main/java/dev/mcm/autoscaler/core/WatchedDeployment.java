package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One deployment in the Autoscaler's memory: as stored, its series, and the state of its
/// decisions. Not thread-safe.
final class WatchedDeployment {
    private final Map<PlaneId, PlaneSeries> series = new HashMap<>(4);
    private ScaleFacts facts;
    private @Nullable ScaleState state;
    private @Nullable Checkpoint saved;

    WatchedDeployment(ScaleFacts facts) {
        this.facts = facts;
    }

    ScaleFacts facts() {
        return facts;
    }

    @Nullable ScaleState state() {
        return state;
    }

    /// Takes over what is stored now; series whose window has another length start anew, their
    /// marks are kept.
    void update(ScaleFacts stored) {
        facts = stored;
        series.replaceAll(
                (plane, was) -> was.fits(stored.settings()) ? was : remembered(mark(was)));
    }

    private PlaneSeries remembered(Checkpoint.Mark mark) {
        return PlaneSeries.restored(facts.settings(), mark.lastReport(), mark.zeroSince());
    }

    /// Takes over the state of an earlier leader, or nothing when there is none.
    void restore(@Nullable Checkpoint checkpoint, long now) {
        saved = checkpoint;
        if (checkpoint != null) {
            checkpoint
                    .series()
                    .forEach(
                            (plane, mark) -> series.computeIfAbsent(plane, id -> remembered(mark)));
        }
        StoredTarget stored = facts.stored();
        boolean agrees =
                checkpoint != null
                        && stored != null
                        && checkpoint.state().desired() == stored.desired();
        state = checkpoint != null && agrees ? checkpoint.state() : withoutMemory(now);
    }

    /// What is known from the stored scale alone: null for a deployment that starts from its
    /// initial scale.
    private @Nullable ScaleState withoutMemory(long now) {
        StoredTarget stored = facts.stored();
        boolean starts = stored == null || stored.reason().equals(Reason.INACTIVE.name());
        return stored == null || starts ? null : ScaleState.withoutMemory(stored.desired(), now);
    }

    void record(PlaneId planeId, long second, PlaneReport.Sample sample) {
        series.computeIfAbsent(planeId, id -> new PlaneSeries(facts.settings()))
                .record(second, sample);
    }

    /// Forgets planes that are gone, and planes that report others but no longer this deployment,
    /// hold nothing of it, and whose last load is in the windows of others by now.
    ///
    /// @param reporting the plane reports lately, complete
    void forget(Map<PlaneId, PlaneJudgement> planes, Predicate<PlaneId> reporting, long now) {
        series.entrySet()
                .removeIf(entry ->
                        !planes.containsKey(entry.getKey())
                                || (facts.placed().getOrDefault(entry.getKey(), 0) == 0
                                        && reporting.test(entry.getKey())
                                        && entry.getValue().over(now)));
    }

    ScaleDecision decide(
            Map<PlaneId, PlaneJudgement> planes, Predicate<PlaneId> reporting, long now) {
        ScaleState before = state == null ? withoutMemory(now) : state;
        ScaleDecision decision =
                Scaling.decide(
                        facts.intent(), Demand.of(demands(planes, reporting), now), before, now);
        state = decision.state();
        return decision;
    }

    private List<PlaneDemand> demands(
            Map<PlaneId, PlaneJudgement> planes, Predicate<PlaneId> reporting) {
        Set<PlaneId> concerned = new HashSet<>(series.keySet());
        concerned.addAll(facts.placed().keySet());
        concerned.addAll(facts.observed().keySet());
        List<PlaneDemand> demands = new ArrayList<>(concerned.size());
        for (PlaneId plane : concerned) {
            demands.add(
                    new PlaneDemand(
                            plane,
                            planes.getOrDefault(plane, PlaneJudgement.GONE),
                            facts.placed().getOrDefault(plane, 0),
                            facts.observed().getOrDefault(plane, Replicas.NONE),
                            reporting.test(plane),
                            series.get(plane)));
        }
        return demands;
    }

    /// The checkpoint to save, or null when the saved one would lead to the same decisions.
    @Nullable Checkpoint unsaved() {
        ScaleState current = state;
        if (current == null || !facts.active()) {
            return null;
        }
        boolean same = saved != null && saved.state().alike(current);
        return same && current.settled(facts.settings()) ? null : checkpoint(current);
    }

    /// The checkpoint to save at once: the saved one knows of no panic, or of an older time at
    /// which the whole scale was needed.
    @Nullable Checkpoint urgent() {
        ScaleState current = state;
        Checkpoint known = saved;
        return current != null && known != null && current.remembersMoreThan(known.state())
                ? unsaved()
                : null;
    }

    @Nullable Checkpoint checkpoint() {
        ScaleState current = state;
        return current == null || !facts.active() ? null : checkpoint(current);
    }

    private Checkpoint checkpoint(ScaleState current) {
        Map<PlaneId, Checkpoint.Mark> marks = new HashMap<>();
        series.forEach((plane, was) -> marks.put(plane, mark(was)));
        return new Checkpoint(current, marks);
    }

    private static Checkpoint.Mark mark(PlaneSeries series) {
        return new Checkpoint.Mark(series.lastReport(), series.zeroSince());
    }

    void saved(Checkpoint checkpoint) {
        saved = checkpoint;
    }

    void written(TargetChange change, long now) {
        StoredTarget stored = new StoredTarget(change.desired(), change.reason().name(), now);
        facts = facts.withStored(stored);
    }
}
