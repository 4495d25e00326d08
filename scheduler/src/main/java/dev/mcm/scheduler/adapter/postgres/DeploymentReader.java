package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.FrozenDeployment;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.scheduler.core.Verdict;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ObservedDeployment;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.SummaryReason;
import dev.mcm.state.scale.ScaleTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what is wanted, decided and observed of the deployments.
final class DeploymentReader {
    private static final SortedMap<Long, List<ReplicaGroup>> NOTHING = Collections.emptySortedMap();

    private final SchedulerTables tables;
    private final SpecsInUse specs;
    private final VerdictMemory verdicts;

    DeploymentReader(SchedulerTables tables, VerdictMemory verdicts) {
        this.tables = tables;
        this.specs = new SpecsInUse(tables.wanted().specs());
        this.verdicts = verdicts;
    }

    /// What was read.
    ///
    /// @param frozen those whose specs cannot be read
    record Read(List<DeploymentFacts> deployments, List<FrozenDeployment> frozen) {}

    Read read(Tx tx) {
        List<Deployment> rows = tables.wanted().deployments().all(tx);
        return new Rows(tx, rows).read(rows);
    }

    /// All rows of one read, by deployment.
    private final class Rows {
        private final Tx tx;
        private final Map<OrganizationId, Set<String>> regions;
        private final SpecsInUse.Specs known;
        private final Map<DeploymentId, Integer> desired;
        private final Map<DeploymentId, List<Placement>> placements;
        private final Map<DeploymentId, PlacementSummary> summaries;
        private final Map<ObservedDeployment.Key, ObservedDeployment> coarse = new HashMap<>();
        private final Map<ObservedDeployment.Key, SortedMap<Long, List<ReplicaGroup>>> groups =
                new HashMap<>();

        Rows(Tx tx, List<Deployment> deployments) {
            this.tx = tx;
            this.regions =
                    tables.wanted().organizations().all(tx).stream()
                            .collect(
                                    toMap(
                                            Organization::id,
                                            row -> new HashSet<>(row.allowedRegions())));
            this.known = specs.of(tx, deployments);
            this.desired =
                    tables.wanted().scaleTargets().all(tx).stream()
                            .collect(toMap(ScaleTarget::deploymentId, ScaleTarget::desired));
            this.placements =
                    tables.decided().placements().all(tx).stream()
                            .collect(groupingBy(row -> row.key().deploymentId()));
            this.summaries =
                    tables.decided().summaries().all(tx).stream()
                            .collect(toMap(PlacementSummary::deploymentId, Function.identity()));
            tables.planes().observed().all(tx).forEach(row -> coarse.put(row.key(), row));
            tables.planes().cells().all(tx).forEach(this::observe);
        }

        private void observe(ObservedCell cell) {
            ObservedCell.Key key = cell.key();
            groups.computeIfAbsent(
                            new ObservedDeployment.Key(
                                    key.deploymentId(), key.planeId(), key.instanceType()),
                            _ -> new TreeMap<>())
                    .put(key.specVersion(), cell.groups());
        }

        Read read(List<Deployment> deployments) {
            List<DeploymentFacts> facts = new ArrayList<>(deployments.size());
            List<FrozenDeployment> frozen = new ArrayList<>();
            for (Deployment deployment : deployments) {
                Optional<DeploymentSpec> spec = known.readable(deployment);
                if (spec.isPresent()) {
                    facts.add(facts(deployment, spec.get()));
                } else {
                    frozen.add(frozen(deployment));
                }
            }
            return new Read(facts, frozen);
        }

        private FrozenDeployment frozen(Deployment row) {
            List<PlacedCell> cells = cells(row);
            return new FrozenDeployment(
                    row.id(),
                    desired.get(row.id()),
                    cells.stream().mapToInt(PlacedCell::replicas).sum(),
                    cells.stream().flatMap(cell -> known.unbound(row, cell).stream()).toList(),
                    summary(summaries.get(row.id())));
        }

        private List<PlacedCell> cells(Deployment row) {
            return placements.getOrDefault(row.id(), List.of()).stream()
                    .map(this::placement)
                    .toList();
        }

        private DeploymentFacts facts(Deployment row, DeploymentSpec spec) {
            PlacementSummary summary = summaries.get(row.id());
            SummaryCounts counts = summary(summary);
            List<Verdict> said =
                    counts != null && counts.isToBeExplained()
                            ? verdicts.of(tx, row.id())
                            : List.of();
            return new DeploymentFacts(
                    row.id(),
                    row.organizationId().value(),
                    regions.getOrDefault(row.organizationId(), Set.of()),
                    row.specVersion(),
                    row.priority(),
                    row.createdAt(),
                    row.lifecycle() == DeploymentLifecycle.ACTIVE,
                    desired.get(row.id()),
                    spec,
                    cells(row),
                    counts,
                    summary == null ? null : summary.decidedAt(),
                    said,
                    row.rollout());
        }

        private PlacedCell placement(Placement row) {
            ObservedDeployment.Key key =
                    new ObservedDeployment.Key(
                            row.key().deploymentId(),
                            row.key().planeId(),
                            row.key().instanceType());
            return new PlacedCell(
                    row.key().planeId(),
                    row.key().instanceType(),
                    row.key().revision(),
                    row.workload().kind(),
                    row.replicas(),
                    row.specVersion(),
                    row.decidedAt(),
                    observed(key),
                    row.memory());
        }

        /// While GSM is of a version that keeps no ages, the counts that it does keep.
        private SortedMap<Long, List<ReplicaGroup>> observed(ObservedDeployment.Key key) {
            SortedMap<Long, List<ReplicaGroup>> observed = groups.getOrDefault(key, NOTHING);
            ObservedDeployment row = coarse.get(key);
            return observed.isEmpty() && row != null ? AgelessReplicas.of(row) : observed;
        }

        private static @Nullable SummaryCounts summary(@Nullable PlacementSummary row) {
            return row == null
                    ? null
                    : new SummaryCounts(
                            row.desired(),
                            row.placed(),
                            row.pending(),
                            row.misplaced(),
                            SummaryReason.of(row.reason()).orElse(null));
        }
    }
}
