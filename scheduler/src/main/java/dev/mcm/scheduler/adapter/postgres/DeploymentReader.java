package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.FrozenDeployment;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is wanted, decided and observed of all deployments: read once, then by key. What has not
/// changed stays the same object. For one thread.
final class DeploymentReader {
    private final SchedulerTables tables;
    private final SpecsInUse specs;
    private final VersionsInUse versions;
    private final VerdictMemory verdicts;
    private final Map<DeploymentId, DeploymentFacts> facts = new HashMap<>();
    private final Map<DeploymentId, FrozenDeployment> frozen = new HashMap<>();
    private Map<OrganizationId, Set<String>> regions = Map.of();

    DeploymentReader(SchedulerTables tables, VerdictMemory verdicts) {
        this.tables = tables;
        this.specs = new SpecsInUse(tables.wanted().specs());
        this.versions = new VersionsInUse(tables.wanted().versions());
        this.verdicts = verdicts;
    }

    /// Those that can be decided on.
    List<DeploymentFacts> facts() {
        return List.copyOf(facts.values());
    }

    /// Those whose specs cannot be read.
    List<FrozenDeployment> frozen() {
        return List.copyOf(frozen.values());
    }

    /// What remains to be done after a read.
    ///
    /// @param again deployments of which not everything was there to be read
    /// @param seen planes of which something else was read of replicas than before
    /// @param unnamed what the keys of stored placements are to become, of whose rows the revision
    ///   was not known
    record Rest(Set<DeploymentId> again, Set<PlaneId> seen, List<PlacementKey> unnamed) {}

    Rest readAll(Tx tx) {
        regions =
                tables.wanted().organizations().all(tx).stream()
                        .collect(
                                toMap(
                                        Organization::id,
                                        row -> new HashSet<>(row.allowedRegions())));
        DeploymentRows rows = DeploymentRows.all(tx, tables);
        Set<DeploymentId> ids = rows.deployments().stream().map(Deployment::id).collect(toSet());
        facts.keySet().retainAll(ids);
        frozen.keySet().retainAll(ids);
        verdicts.keep(ids);
        versions.keep(versionsOf(rows));
        SpecsInUse.Specs known = learn(tx, rows);
        specs.keep(rows.deployments(), earlierSpecs(rows));
        return take(tx, rows, known);
    }

    /// Only those; one that is gone is known no more.
    Rest read(Tx tx, Set<DeploymentId> ids) {
        if (ids.isEmpty()) {
            return new Rest(Set.of(), Set.of(), List.of());
        }
        DeploymentRows rows = DeploymentRows.of(tx, tables, ids);
        Set<DeploymentId> gone = new HashSet<>(ids);
        rows.deployments().forEach(row -> gone.remove(row.id()));
        facts.keySet().removeAll(gone);
        frozen.keySet().removeAll(gone);
        return take(tx, rows, learn(tx, rows));
    }

    private SpecsInUse.Specs learn(Tx tx, DeploymentRows rows) {
        versions.use(tx, versionsOf(rows));
        return specs.of(tx, rows.deployments(), earlierSpecs(rows));
    }

    private static Set<SpecVersion.Key> versionsOf(DeploymentRows rows) {
        Set<SpecVersion.Key> used = new HashSet<>();
        rows.deployments().forEach(row -> used.add(DeploymentRows.version(row)));
        rows.placements().forEach(row -> used.add(DeploymentRows.version(row)));
        return used;
    }

    /// Of versions that some replicas still run.
    private Set<SpecHash> earlierSpecs(DeploymentRows rows) {
        return rows.placements().stream()
                .map(row -> versions.hash(DeploymentRows.version(row)))
                .filter(Objects::nonNull)
                .collect(toSet());
    }

    private Rest take(Tx tx, DeploymentRows rows, SpecsInUse.Specs known) {
        verdicts.learn(tx, FactsOfRows.toBeExplained(rows));
        FactsOfRows made = new FactsOfRows(rows, known, versions, regions, verdicts);
        Set<DeploymentId> again = new HashSet<>();
        Set<PlaneId> seen = new HashSet<>();
        for (Deployment row : rows.deployments()) {
            Optional<DeploymentSpec> spec = known.readable(row);
            if (spec.isPresent()) {
                frozen.remove(row.id());
                keep(made.facts(row, spec.get()), seen);
            } else {
                DeploymentFacts before = facts.remove(row.id());
                if (before != null) {
                    before.placements().forEach(placed -> seen.add(placed.planeId()));
                }
                keep(made.frozen(row), seen);
                again.add(row.id());
            }
            if (!versions.know(DeploymentRows.version(row))) {
                again.add(row.id());
            }
        }
        for (Placement row : rows.placements()) {
            if (!versions.know(DeploymentRows.version(row))) {
                again.add(row.key().deploymentId());
            }
        }
        return new Rest(again, seen, made.unnamed());
    }

    /// What a plane shows of a cell.
    private record Shown(
            PlaneId planeId,
            InstanceTypeName instanceType,
            PodRevision revision,
            Map<Long, List<ReplicaGroup>> groups) {
        static Shown of(PlacedCell row) {
            return new Shown(row.planeId(), row.instanceType(), row.revision(), row.observed());
        }
    }

    private void keep(DeploymentFacts read, Set<PlaneId> seen) {
        DeploymentFacts before = facts.get(read.id());
        if (!read.equals(before)) {
            facts.put(read.id(), read);
            Set<Shown> known =
                    before == null
                            ? Set.of()
                            : before.placements().stream().map(Shown::of).collect(toSet());
            read.placements().stream()
                    .map(Shown::of)
                    .filter(shown -> !known.contains(shown))
                    .forEach(shown -> seen.add(shown.planeId()));
        }
    }

    private void keep(FrozenDeployment read, Set<PlaneId> seen) {
        FrozenDeployment before = frozen.put(read.id(), read);
        if (!read.equals(before)) {
            Stream.of(read, before)
                    .filter(Objects::nonNull)
                    .flatMap(one -> one.unbound().stream())
                    .forEach(unbound -> seen.add(unbound.planeId()));
        }
    }
}
