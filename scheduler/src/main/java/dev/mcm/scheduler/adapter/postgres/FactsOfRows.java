package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.FrozenDeployment;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.SummaryReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes of the rows of one deployment what a decision takes.
final class FactsOfRows {
    private final DeploymentRows rows;
    private final ObservedReplicas observed;
    private final SpecsInUse.Specs specs;
    private final VersionsInUse versions;
    private final Map<OrganizationId, Set<String>> regions;
    private final VerdictMemory verdicts;
    private final List<PlacementKey> unnamed = new ArrayList<>();

    FactsOfRows(
            DeploymentRows rows,
            SpecsInUse.Specs specs,
            VersionsInUse versions,
            Map<OrganizationId, Set<String>> regions,
            VerdictMemory verdicts) {
        this.rows = rows;
        this.observed = new ObservedReplicas(rows.cells(), rows.placements());
        this.specs = specs;
        this.versions = versions;
        this.regions = regions;
        this.verdicts = verdicts;
    }

    /// Its stored verdicts matter.
    static boolean isToBeExplained(DeploymentRows rows) {
        PlacementSummary summary = rows.summary();
        return summary != null && counts(summary).isToBeExplained();
    }

    /// What the keys of rows met so far are to become that do not say their revision.
    List<PlacementKey> unnamed() {
        return unnamed;
    }

    FrozenDeployment frozen() {
        Deployment row = rows.deployment();
        List<PlacedCell> cells = cells(null);
        return new FrozenDeployment(
                row.id(),
                rows.desired(),
                cells.stream().mapToInt(PlacedCell::replicas).sum(),
                cells.stream().flatMap(cell -> specs.unbound(row, cell).stream()).toList(),
                summary(rows.summary()));
    }

    /// @param given the deployment's spec, its revisions as they are computed here
    DeploymentFacts facts(DeploymentSpec given) {
        Deployment row = rows.deployment();
        DeploymentSpec spec = versions.named(rows.version(), given);
        PlacementSummary summary = rows.summary();
        SummaryCounts counts = summary(summary);
        return new DeploymentFacts(
                row.id(),
                row.organizationId().value(),
                regions.getOrDefault(row.organizationId(), Set.of()),
                row.specVersion(),
                row.priority(),
                row.createdAt(),
                row.lifecycle() == DeploymentLifecycle.ACTIVE,
                rows.desired(),
                spec,
                cells(spec),
                counts,
                summary == null ? null : summary.decidedAt(),
                counts != null && counts.isToBeExplained() ? verdicts.of(row.id()) : List.of(),
                row.rollout());
    }

    private List<PlacedCell> cells(@Nullable DeploymentSpec spec) {
        return rows.placements().stream()
                .map(placed -> placement(placed, spec(placed, spec)))
                .toList();
    }

    /// That of the placement's own version.
    ///
    /// @param current that of the deployment's
    private @Nullable DeploymentSpec spec(Placement placed, @Nullable DeploymentSpec current) {
        if (placed.specVersion() == rows.deployment().specVersion()) {
            return current;
        }
        SpecHash hash = versions.hash(DeploymentRows.version(placed));
        DeploymentSpec spec = hash == null ? null : specs.of(hash);
        return spec == null ? null : versions.named(DeploymentRows.version(placed), spec);
    }

    private PlacedCell placement(Placement row, @Nullable DeploymentSpec spec) {
        PlacementKey key = named(row.key(), spec);
        return new PlacedCell(
                key.planeId(),
                key.instanceType(),
                key.revision(),
                row.workload().kind(),
                row.replicas(),
                row.specVersion(),
                spec,
                row.decidedAt(),
                observed.of(row),
                row.memory());
    }

    /// Of a row from before revisions, what that of its version is.
    private PlacementKey named(PlacementKey stored, @Nullable DeploymentSpec spec) {
        if (!stored.revision().equals(PodRevision.UNKNOWN) || spec == null) {
            return stored;
        }
        PlacementKey key =
                spec.options().stream()
                        .filter(option -> option.instanceType().equals(stored.instanceType()))
                        .findFirst()
                        .map(option -> stored.with(option.revision()))
                        .orElse(stored);
        if (!key.equals(stored)) {
            unnamed.add(key);
        }
        return key;
    }

    private static @Nullable SummaryCounts summary(@Nullable PlacementSummary row) {
        return row == null ? null : counts(row);
    }

    private static SummaryCounts counts(PlacementSummary row) {
        return new SummaryCounts(
                row.desired(),
                row.placed(),
                row.pending(),
                row.misplaced(),
                SummaryReason.of(row.reason()).orElse(null));
    }
}
