package dev.mcm.scheduler.core;

import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.WorkloadKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Facts of a [Scene] that differ in a few things from others.
final class SceneFacts {
    private SceneFacts() {}

    static PlaneFacts provisioning(PlaneFacts was, Duration timeout) {
        return new PlaneFacts(
                was.id(),
                was.provider(),
                was.region(),
                was.sharesGpus(),
                was.cordoned(),
                was.identity(),
                was.liveness(),
                was.probe(),
                was.previous(),
                was.capacity(),
                was.seen(),
                was.order(),
                was.organizations(),
                timeout,
                was.quotas());
    }

    static List<ReplicaGroup> shown(PlacedCell row, ReplicaState state, Instant now) {
        return row.replicas() == 0
                ? List.of()
                : List.of(new ReplicaGroup(state, row.replicas(), now, ""));
    }

    static PlacedCell observed(PlacedCell row, List<ReplicaGroup> groups) {
        SortedMap<Long, List<ReplicaGroup>> observed = new TreeMap<>();
        if (!groups.isEmpty()) {
            observed.put(row.specVersion(), groups);
        }
        return new PlacedCell(
                row.planeId(),
                row.instanceType(),
                row.revision(),
                row.workload(),
                row.replicas(),
                row.specVersion(),
                row.spec(),
                row.decidedAt(),
                observed,
                row.memory());
    }

    static DeploymentFacts with(
            DeploymentFacts d,
            long specVersion,
            boolean active,
            @Nullable Integer desired,
            DeploymentSpec spec,
            List<PlacedCell> placements,
            @Nullable SummaryCounts summary) {
        return new DeploymentFacts(
                d.id(),
                d.organization(),
                d.organizationRegions(),
                specVersion,
                d.priority(),
                d.createdAt(),
                active,
                desired,
                spec,
                placements,
                summary,
                null,
                d.verdicts(),
                d.rollout());
    }

    static DeploymentFacts summarisedAt(DeploymentFacts d, @Nullable Instant at) {
        return said(d, at, d.verdicts());
    }

    static DeploymentFacts told(DeploymentFacts d, List<Verdict> verdicts) {
        return said(d, d.summaryAt(), verdicts);
    }

    private static DeploymentFacts said(
            DeploymentFacts d, @Nullable Instant summaryAt, List<Verdict> verdicts) {
        return new DeploymentFacts(
                d.id(),
                d.organization(),
                d.organizationRegions(),
                d.specVersion(),
                d.priority(),
                d.createdAt(),
                d.active(),
                d.desired(),
                d.spec(),
                d.placements(),
                d.summary(),
                summaryAt,
                verdicts,
                d.rollout());
    }

    static DeploymentFacts rollout(DeploymentFacts d, Rollout rollout) {
        return copy(d, d.placements(), rollout);
    }

    /// All its replicas are in Deployments, as they were before there were revisions.
    static DeploymentFacts fromBeforeRevisions(DeploymentFacts d) {
        return copy(
                d,
                d.placements().stream()
                        .map(row ->
                                new PlacedCell(
                                        row.planeId(),
                                        row.instanceType(),
                                        row.revision(),
                                        WorkloadKind.DEPLOYMENT,
                                        row.replicas(),
                                        row.specVersion(),
                                        row.spec(),
                                        row.decidedAt(),
                                        row.observed(),
                                        row.memory()))
                        .toList(),
                d.rollout());
    }

    private static DeploymentFacts copy(
            DeploymentFacts d, List<PlacedCell> placements, Rollout rollout) {
        return new DeploymentFacts(
                d.id(),
                d.organization(),
                d.organizationRegions(),
                d.specVersion(),
                d.priority(),
                d.createdAt(),
                d.active(),
                d.desired(),
                d.spec(),
                placements,
                d.summary(),
                d.summaryAt(),
                d.verdicts(),
                rollout);
    }

    /// The rows of a deployment after one of them has changed.
    static List<PlacedCell> placed(DeploymentFacts facts, CellChange change, Instant now) {
        List<PlacedCell> rows = new ArrayList<>();
        SortedMap<Long, List<ReplicaGroup>> observed = new TreeMap<>();
        DeploymentSpec before = null;
        for (PlacedCell row : facts.placements()) {
            if (row.planeId().equals(change.planeId())
                    && row.instanceType().equals(change.instanceType())
                    && row.revision().equals(change.revision())) {
                observed = row.observed();
                before = row.spec();
            } else {
                rows.add(row);
            }
        }
        rows.add(
                new PlacedCell(
                        change.planeId(),
                        change.instanceType(),
                        change.revision(),
                        change.workload(),
                        change.replicas(),
                        change.specVersion(),
                        change.specVersion() == facts.specVersion() ? facts.spec() : before,
                        now,
                        observed,
                        change.memory()));
        return rows;
    }
}
