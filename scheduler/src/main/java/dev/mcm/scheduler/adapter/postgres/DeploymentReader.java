package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.FrozenDeployment;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.scheduler.core.Verdict;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.SummaryReason;
import dev.mcm.state.scale.ScaleTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what is wanted, decided and observed of the deployments.
final class DeploymentReader {
    private final SchedulerTables tables;
    private final SpecsInUse specs;
    private final VersionsInUse versions;
    private final VerdictMemory verdicts;

    DeploymentReader(SchedulerTables tables, VerdictMemory verdicts) {
        this.tables = tables;
        this.specs = new SpecsInUse(tables.wanted().specs());
        this.versions = new VersionsInUse(tables.wanted().versions());
        this.verdicts = verdicts;
    }

    /// What was read.
    ///
    /// @param frozen those whose specs cannot be read
    /// @param unnamed what the keys of stored placements are to become, of whose rows the revision
    ///   was not known
    record Read(
            List<DeploymentFacts> deployments,
            List<FrozenDeployment> frozen,
            List<PlacementKey> unnamed) {}

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
        private final ObservedReplicas observed;
        private final List<PlacementKey> unnamed = new ArrayList<>();

        Rows(Tx tx, List<Deployment> deployments) {
            this.tx = tx;
            this.regions =
                    tables.wanted().organizations().all(tx).stream()
                            .collect(
                                    toMap(
                                            Organization::id,
                                            row -> new HashSet<>(row.allowedRegions())));
            this.desired =
                    tables.wanted().scaleTargets().all(tx).stream()
                            .collect(toMap(ScaleTarget::deploymentId, ScaleTarget::desired));
            List<Placement> placed = tables.decided().placements().all(tx);
            this.placements = placed.stream().collect(groupingBy(row -> row.key().deploymentId()));
            this.known = specs.of(tx, deployments, earlierSpecs(deployments, placed));
            this.summaries =
                    tables.decided().summaries().all(tx).stream()
                            .collect(toMap(PlacementSummary::deploymentId, Function.identity()));
            this.observed = new ObservedReplicas(tables.planes().cells().all(tx), placed);
        }

        /// Of versions that some replicas still run.
        private Set<SpecHash> earlierSpecs(List<Deployment> deployments, List<Placement> placed) {
            Set<SpecVersion.Key> used = new HashSet<>();
            deployments.forEach(row -> used.add(new SpecVersion.Key(row.id(), row.specVersion())));
            placed.forEach(row -> used.add(version(row)));
            versions.use(tx, used);
            return placed.stream()
                    .map(row -> versions.hash(version(row)))
                    .filter(Objects::nonNull)
                    .collect(toSet());
        }

        private static SpecVersion.Key version(Placement row) {
            return new SpecVersion.Key(row.key().deploymentId(), row.specVersion());
        }

        Read read(List<Deployment> deployments) {
            List<DeploymentFacts> facts = new ArrayList<>(deployments.size());
            List<FrozenDeployment> frozen = new ArrayList<>();
            for (Deployment deployment : deployments) {
                Optional<DeploymentSpec> spec = known.readable(deployment);
                if (spec.isPresent()) {
                    SpecVersion.Key version =
                            new SpecVersion.Key(deployment.id(), deployment.specVersion());
                    facts.add(facts(deployment, versions.named(version, spec.get())));
                } else {
                    frozen.add(frozen(deployment));
                }
            }
            return new Read(facts, frozen, unnamed);
        }

        private FrozenDeployment frozen(Deployment row) {
            List<PlacedCell> cells = cells(row, null);
            return new FrozenDeployment(
                    row.id(),
                    desired.get(row.id()),
                    cells.stream().mapToInt(PlacedCell::replicas).sum(),
                    cells.stream().flatMap(cell -> known.unbound(row, cell).stream()).toList(),
                    summary(summaries.get(row.id())));
        }

        private List<PlacedCell> cells(Deployment row, @Nullable DeploymentSpec spec) {
            return placements.getOrDefault(row.id(), List.of()).stream()
                    .map(placed -> placement(placed, spec(row, placed, spec)))
                    .toList();
        }

        /// That of the placement's own version.
        ///
        /// @param current that of the deployment's
        private @Nullable DeploymentSpec spec(
                Deployment row, Placement placed, @Nullable DeploymentSpec current) {
            if (placed.specVersion() == row.specVersion()) {
                return current;
            }
            SpecHash hash = versions.hash(version(placed));
            DeploymentSpec spec = hash == null ? null : known.of(hash);
            return spec == null ? null : versions.named(version(placed), spec);
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
                    cells(row, spec),
                    counts,
                    summary == null ? null : summary.decidedAt(),
                    said,
                    row.rollout());
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
