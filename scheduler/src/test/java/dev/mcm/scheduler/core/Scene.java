package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.heard;
import static dev.mcm.scheduler.core.SceneParts.reached;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A world for the pure Scheduler: planes and deployments by id, plans applied to it as the
/// database would.
final class Scene {
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    final Map<String, PlaneFacts> planes = new TreeMap<>();
    final Map<String, DeploymentFacts> deployments = new TreeMap<>();
    private final Map<DeploymentId, String> names = new HashMap<>();
    private final Map<DeploymentId, List<Verdict>> verdicts = new HashMap<>();
    private final Map<DeploymentId, Instant> summarisedAt = new HashMap<>();
    Instant now = T0;
    SchedulerPolicy policy = SchedulerPolicy.DEFAULT;

    /// The id behind a name of lower-case letters and digits; ids have the order of the names.
    static DeploymentId id(String name) {
        String allowed =
                name.replace('i', 'j').replace('l', 'm').replace('o', 'p').replace('u', 'v');
        return new DeploymentId("d-" + (allowed + "0".repeat(10)).substring(0, 10));
    }

    Scene plane(String id, String provider, String region, NodeClass... capacity) {
        PlaneStateRow live = new PlaneStateRow(new PlaneId(id), PlaneState.LIVE, "heard", T0);
        planes.put(
                id,
                new PlaneFacts(
                        new PlaneId(id),
                        provider,
                        region,
                        true,
                        false,
                        IdentityState.KNOWN,
                        heard(),
                        reached(),
                        live,
                        List.of(capacity)));
        return this;
    }

    Scene plane(String id, NodeClass... capacity) {
        return plane(id, "aws", "us-east-1", capacity);
    }

    Scene contact(String id, @Nullable PlaneLiveness liveness, @Nullable PlaneProbe probe) {
        PlaneFacts was = planeFacts(id);
        return seen(was, liveness, probe, was.previous(), was.capacity());
    }

    Scene capacity(String id, NodeClass... capacity) {
        PlaneFacts was = planeFacts(id);
        return seen(was, was.liveness(), was.probe(), was.previous(), List.of(capacity));
    }

    Scene cordon(String id, boolean cordoned) {
        return said(planeFacts(id), cordoned, planeFacts(id).identity());
    }

    Scene identity(String id, IdentityState identity) {
        return said(planeFacts(id), planeFacts(id).cordoned(), identity);
    }

    private Scene said(PlaneFacts was, boolean cordoned, IdentityState identity) {
        planes.put(
                was.id().value(),
                new PlaneFacts(
                        was.id(),
                        was.provider(),
                        was.region(),
                        was.sharesGpus(),
                        cordoned,
                        identity,
                        was.liveness(),
                        was.probe(),
                        was.previous(),
                        was.capacity()));
        return this;
    }

    private Scene seen(
            PlaneFacts was,
            @Nullable PlaneLiveness liveness,
            @Nullable PlaneProbe probe,
            @Nullable PlaneStateRow previous,
            List<NodeClass> capacity) {
        planes.put(
                was.id().value(),
                new PlaneFacts(
                        was.id(),
                        was.provider(),
                        was.region(),
                        was.sharesGpus(),
                        was.cordoned(),
                        was.identity(),
                        liveness,
                        probe,
                        previous,
                        capacity));
        return this;
    }

    Scene deploy(String id, @Nullable Integer desired, DeploymentSpec spec) {
        return deploy(id, 0, desired, spec);
    }

    Scene deploy(String id, int priority, @Nullable Integer desired, DeploymentSpec spec) {
        String same = names.putIfAbsent(id(id), id);
        if (same != null && !same.equals(id)) {
            throw new IllegalArgumentException("%s has the id of %s".formatted(id, same));
        }
        deployments.put(
                id,
                new DeploymentFacts(
                        id(id),
                        java.util.Set.of(),
                        1,
                        priority,
                        T0,
                        true,
                        desired,
                        spec,
                        List.of(),
                        null,
                        List.of()));
        return this;
    }

    Scene change(String id, java.util.function.UnaryOperator<DeploymentFacts> change) {
        deployments.computeIfPresent(id, (same, facts) -> change.apply(facts));
        return this;
    }

    private void change(DeploymentId id, java.util.function.UnaryOperator<DeploymentFacts> change) {
        change(names.getOrDefault(id, ""), change);
    }

    Scene desire(String id, int desired) {
        return change(
                id,
                d ->
                        SceneFacts.with(
                                d,
                                d.specVersion(),
                                d.active(),
                                desired,
                                d.spec(),
                                d.placements(),
                                d.summary()));
    }

    Scene update(String id, DeploymentSpec spec) {
        return change(
                id,
                d ->
                        SceneFacts.with(
                                d,
                                d.specVersion() + 1,
                                d.active(),
                                d.desired(),
                                spec,
                                d.placements(),
                                d.summary()));
    }

    Scene stop(String id) {
        return change(
                id,
                d ->
                        SceneFacts.with(
                                d,
                                d.specVersion(),
                                false,
                                d.desired(),
                                d.spec(),
                                d.placements(),
                                d.summary()));
    }

    /// All replicas of all placements are ready.
    Scene bindAll() {
        for (DeploymentFacts facts : List.copyOf(deployments.values())) {
            observe(facts.id(), row -> SceneFacts.shown(row, ReplicaState.READY, now));
        }
        return this;
    }

    /// What the planes show of a deployment's replicas on one of them from now on, all of the row's
    /// version; nothing = not even its workload.
    Scene observe(String deployment, String plane, ReplicaGroup... groups) {
        observe(
                id(deployment),
                row ->
                        row.planeId().value().equals(plane)
                                ? List.of(groups)
                                : row.observed().values().stream().flatMap(List::stream).toList());
        return this;
    }

    /// The same of the rows that are chosen; the others show what they showed.
    Scene observeRows(String deployment, Predicate<PlacedCell> rows, ReplicaGroup... groups) {
        observe(
                id(deployment),
                row ->
                        rows.test(row)
                                ? List.of(groups)
                                : row.observed().values().stream().flatMap(List::stream).toList());
        return this;
    }

    private void observe(DeploymentId id, Function<PlacedCell, List<ReplicaGroup>> seen) {
        change(
                id,
                d ->
                        SceneFacts.with(
                                d,
                                d.specVersion(),
                                d.active(),
                                d.desired(),
                                d.spec(),
                                d.placements().stream()
                                        .map(row -> SceneFacts.observed(row, seen.apply(row)))
                                        .toList(),
                                d.summary()));
    }

    PlaneFacts planeFacts(String id) {
        PlaneFacts facts = planes.get(id);
        if (facts == null) {
            throw new IllegalArgumentException("no plane " + id);
        }
        return facts;
    }

    DeploymentFacts deployment(String id) {
        DeploymentFacts facts = deployments.get(id);
        if (facts == null) {
            throw new IllegalArgumentException("no deployment " + id);
        }
        return facts;
    }

    SchedulerSnapshot snapshot() {
        return new SchedulerSnapshot(
                List.copyOf(planes.values()),
                deployments.values().stream()
                        .map(d -> SceneFacts.summarisedAt(d, summarisedAt.get(d.id())))
                        .toList());
    }

    SchedulerPlan decide() {
        return Scheduling.decide(snapshot(), policy, now);
    }

    /// Decides and writes the plan into the scene.
    SchedulerPlan settle() {
        SchedulerPlan plan = decide();
        plan.planeStates().forEach(this::apply);
        plan.placements().forEach(this::apply);
        plan.ended().forEach(this::apply);
        for (DeploymentSummary summary : plan.summaries()) {
            summarisedAt.put(summary.deploymentId(), now);
            change(
                    summary.deploymentId(),
                    d ->
                            SceneFacts.with(
                                    d,
                                    d.specVersion(),
                                    d.active(),
                                    d.desired(),
                                    d.spec(),
                                    d.placements(),
                                    summary.summary()));
        }
        for (DeploymentVerdicts said : plan.verdicts()) {
            verdicts.put(said.deploymentId(), said.verdicts());
            change(said.deploymentId(), d -> SceneFacts.told(d, said.verdicts()));
        }
        return plan;
    }

    /// The state of a plane as an earlier decision has stored it.
    Scene said(PlaneStateRow state) {
        apply(state);
        return this;
    }

    Scene provisionTimeout(String id, Duration timeout) {
        planes.put(id, SceneFacts.provisioning(planeFacts(id), timeout));
        return this;
    }

    private void apply(PlaneStateRow state) {
        PlaneFacts was = planeFacts(state.planeId().value());
        seen(was, was.liveness(), was.probe(), state, was.capacity());
    }

    private void apply(CellChange change) {
        DeploymentFacts facts = deployment(names.getOrDefault(change.deploymentId(), ""));
        replace(facts, SceneFacts.placed(facts, change, now));
    }

    private void apply(EndedCell ended) {
        DeploymentFacts facts = deployment(names.getOrDefault(ended.deploymentId(), ""));
        replace(
                facts,
                facts.placements().stream()
                        .filter(row ->
                                !row.cell()
                                        .equals(
                                                new Cell(
                                                        ended.planeId(),
                                                        ended.instanceType(),
                                                        ended.revision())))
                        .toList());
    }

    private void replace(DeploymentFacts facts, List<PlacedCell> rows) {
        change(
                facts.id(),
                d ->
                        SceneFacts.with(
                                d,
                                d.specVersion(),
                                d.active(),
                                d.desired(),
                                d.spec(),
                                rows,
                                d.summary()));
    }

    int on(String deployment, String plane) {
        return deployment(deployment).placements().stream()
                .filter(row -> row.planeId().value().equals(plane))
                .mapToInt(PlacedCell::replicas)
                .sum();
    }

    int placed(String deployment) {
        return placed(deployment(deployment));
    }

    static int placed(DeploymentFacts deployment) {
        return deployment.placements().stream().mapToInt(PlacedCell::replicas).sum();
    }

    VerdictReason verdict(String deployment, String plane) {
        return said(deployment, plane).map(Verdict::reason).orElse(VerdictReason.NOT_ASKED);
    }

    Verdict fullVerdict(String deployment, String plane) {
        return said(deployment, plane).orElseThrow();
    }

    private Optional<Verdict> said(String deployment, String plane) {
        return verdicts.getOrDefault(id(deployment), List.of()).stream()
                .filter(verdict -> verdict.planeId().value().equals(plane))
                .findFirst();
    }
}
