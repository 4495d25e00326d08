package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// The Scheduler's decision: plane states, then placements, then what came of it. Pure.
///
/// Applying a plan and deciding again gives an empty plan.
public final class Scheduling {
    /// Far more than are ever needed.
    private static final int MOST_ROUNDS = 100;

    private final SchedulerSnapshot snapshot;
    private final SortedMap<PlaneId, PlaneStateRow> states;
    private final List<DeploymentPlan> deployments;
    private final Fleet fleet;
    private final SchedulerMemory memory;
    private final List<SchedulerMemory.Held> held;

    private Scheduling(
            SchedulerSnapshot snapshot,
            SchedulerPolicy policy,
            Instant now,
            SchedulerMemory memory) {
        this.snapshot = snapshot;
        this.states = PlaneStatePolicy.decide(snapshot.planes(), policy, now);
        this.memory = memory;
        this.fleet = new Fleet(snapshot.planes(), states, memory);
        memory.follow(fleet);
        this.deployments =
                memory.wake(snapshot.deployments(), now).stream()
                        .map(facts -> new DeploymentPlan(facts, fleet, policy, now))
                        .sorted(DeploymentPlan.PLACED_FIRST)
                        .toList();
        this.held = memory.held();
    }

    /// Rows that have to change for the snapshot to be as it should be at `now`.
    public static SchedulerPlan decide(
            SchedulerSnapshot snapshot, SchedulerPolicy policy, Instant now) {
        return decide(snapshot, policy, now, new SchedulerMemory());
    }

    /// The same, sooner.
    ///
    /// @param memory that of earlier decisions by the same policy
    public static SchedulerPlan decide(
            SchedulerSnapshot snapshot,
            SchedulerPolicy policy,
            Instant now,
            SchedulerMemory memory) {
        Scheduling scheduling = new Scheduling(snapshot, policy, now, memory);
        scheduling.place();
        return scheduling.plan();
    }

    /// First all that gets smaller, then all that grows. What gives up its old place when it has
    /// found another leaves room for others, so it is tried again until a round moves nothing: the
    /// next decision must find nothing either. What has moved in a round stays there in the next.
    private void place() {
        deployments.forEach(ScaleDown::apply);
        boolean again = deployments.stream().anyMatch(DeploymentPlan::unfinished);
        for (int round = 0; again && round < MOST_ROUNDS; round++) {
            int moved = moves();
            fleet.reserve(deployments, held, snapshot.frozen());
            for (DeploymentPlan plan : deployments) {
                ScaleUp.apply(plan);
                HandOver.makeRoom(plan);
                fleet.kept().keepFor(plan);
            }
            deployments.forEach(ScaleUp::tryElsewhere);
            deployments.forEach(ScaleDown::apply);
            again = wanted() > 0 && moves() > moved;
        }
    }

    private int moves() {
        return deployments.stream().mapToInt(DeploymentPlan::moves).sum();
    }

    private int wanted() {
        return deployments.stream()
                .mapToInt(plan -> plan.wanted() + (plan.trialWanted() ? 1 : 0))
                .sum();
    }

    private SchedulerPlan plan() {
        List<CellChange> placements = new ArrayList<>();
        List<EndedCell> ended = new ArrayList<>();
        List<DeploymentSummary> summaries = new ArrayList<>();
        List<DeploymentVerdicts> verdicts = new ArrayList<>();
        for (DeploymentPlan plan : deployments) {
            List<CellChange> changes = plan.rows().changes();
            placements.addAll(changes);
            plan.rows().ended().forEach(cell -> ended.add(new EndedCell(plan.facts().id(), cell)));
            if (plan.facts().active() && plan.facts().desired() == null) {
                continue;
            }
            Verdicts asked = new Verdicts(plan);
            SummaryCounts summary = asked.summary();
            boolean changed = !summary.equals(plan.facts().summary());
            if (changed) {
                summaries.add(new DeploymentSummary(plan.facts().id(), summary));
            }
            if (changed || !changes.isEmpty() || summary.isToBeExplained()) {
                List<Verdict> said = asked.told();
                if (changed || !changes.isEmpty() || !same(said, plan.facts().verdicts())) {
                    verdicts.add(new DeploymentVerdicts(plan.facts().id(), said));
                }
            } else if (plan.rests()) {
                memory.rest(plan.facts(), plan.restsUntil(), plan.reservations());
            }
        }
        for (FrozenDeployment frozen : snapshot.frozen()) {
            if (!frozen.counts().equals(frozen.summary())) {
                summaries.add(new DeploymentSummary(frozen.id(), frozen.counts()));
            }
        }
        return new SchedulerPlan(changedStates(), placements, ended, summaries, verdicts);
    }

    private static boolean same(List<Verdict> now, List<Verdict> before) {
        if (now.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).says(before.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<PlaneStateRow> changedStates() {
        List<PlaneStateRow> changed = new ArrayList<>();
        for (PlaneFacts plane : snapshot.planes()) {
            PlaneStateRow state = states.get(plane.id());
            if (state != null && (plane.previous() == null || !state.says(plane.previous()))) {
                changed.add(state);
            }
        }
        changed.sort((left, right) -> left.planeId().compareTo(right.planeId()));
        return changed;
    }
}
