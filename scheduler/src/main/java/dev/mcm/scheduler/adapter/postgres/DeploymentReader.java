package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.FrozenDeployment;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.placement.PlacementKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What is wanted, decided and observed of all deployments: read once, then by key and table. What
/// has not changed stays the same object. For one thread.
final class DeploymentReader {
    private final SchedulerTables tables;
    private final ResidentRows rows;
    private final SpecsInUse specs;
    private final VersionsInUse versions;
    private final VerdictMemory verdicts;
    private final Map<DeploymentId, DeploymentFacts> facts = new HashMap<>();
    private final Map<DeploymentId, FrozenDeployment> frozen = new HashMap<>();
    private Map<OrganizationId, Set<String>> regions = Map.of();

    DeploymentReader(SchedulerTables tables, VerdictMemory verdicts) {
        this.tables = tables;
        this.rows = new ResidentRows(tables);
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
    /// @param unnamed what the keys of stored placements are to become, of whose rows the revision
    ///   was not known
    record Rest(Set<DeploymentId> again, List<PlacementKey> unnamed) {}

    Rest readAll(Tx tx) {
        regions =
                tables.wanted().organizations().all(tx).stream()
                        .collect(
                                toMap(
                                        Organization::id,
                                        row -> new HashSet<>(row.allowedRegions())));
        rows.readAll(tx);
        Set<DeploymentId> ids = rows.ids();
        facts.keySet().retainAll(ids);
        frozen.keySet().retainAll(ids);
        verdicts.keep(ids);
        List<DeploymentRows> all = rowsOf(ids);
        versions.keep(versionsOf(all));
        Rest rest = take(tx, all);
        specs.keep(deployments(all), earlierSpecs(all));
        return rest;
    }

    /// Planes that show something else of a deployment than before.
    Set<PlaneId> shownAnew() {
        return rows.shownAnew();
    }

    /// The nodes of those planes have been read.
    void forgetShownAnew() {
        rows.forgetShownAnew();
    }

    /// What has changed.
    ///
    /// @param again deployments of which all rows are read
    Rest read(Tx tx, StaleRows.Deployments changed, Set<DeploymentId> again) {
        Set<DeploymentId> whole = new HashSet<>(again);
        changed.all().stream().filter(id -> !rows.knows(id)).forEach(whole::add);
        rows.read(tx, whole);
        rows.readDeployments(tx, others(changed.asked(), whole));
        rows.readDesired(tx, others(changed.scaled(), whole));
        rows.readCells(tx, others(changed.observed(), whole));
        Set<DeploymentId> ids = new HashSet<>(changed.all());
        ids.addAll(again);
        Set<DeploymentId> gone = others(ids, rows.ids());
        facts.keySet().removeAll(gone);
        frozen.keySet().removeAll(gone);
        return take(tx, rowsOf(ids));
    }

    /// From here on what is being written is what is there.
    void decided(DecidedRows decided) {
        rows.decided(decided);
        rowsOf(decided.deployments()).forEach(row -> keep(row, specs.known()));
    }

    private static Set<DeploymentId> others(Collection<DeploymentId> ids, Set<DeploymentId> than) {
        return ids.stream().filter(id -> !than.contains(id)).collect(toSet());
    }

    private List<DeploymentRows> rowsOf(Collection<DeploymentId> ids) {
        return ids.stream().flatMap(id -> rows.of(id).stream()).toList();
    }

    private static List<Deployment> deployments(List<DeploymentRows> rows) {
        return rows.stream().map(DeploymentRows::deployment).toList();
    }

    private static Set<SpecVersion.Key> versionsOf(List<DeploymentRows> rows) {
        return rows.stream().flatMap(DeploymentRows::versions).collect(toSet());
    }

    /// Of versions that some replicas still run.
    private Set<SpecHash> earlierSpecs(List<DeploymentRows> rows) {
        return versionsOf(rows).stream()
                .map(versions::hash)
                .filter(Objects::nonNull)
                .collect(toSet());
    }

    private Rest take(Tx tx, List<DeploymentRows> read) {
        versions.use(tx, versionsOf(read));
        SpecsInUse.Specs known = specs.of(tx, deployments(read), earlierSpecs(read));
        verdicts.learn(
                tx,
                read.stream()
                        .filter(FactsOfRows::isToBeExplained)
                        .map(DeploymentRows::id)
                        .toList());
        Set<DeploymentId> again = new HashSet<>();
        List<PlacementKey> unnamed = new ArrayList<>();
        for (DeploymentRows row : read) {
            unnamed.addAll(keep(row, known));
            if (frozen.containsKey(row.id()) || !row.versions().allMatch(versions::know)) {
                again.add(row.id());
            }
        }
        return new Rest(again, unnamed);
    }

    /// @return what the keys of its placements are to become that do not say their revision
    private List<PlacementKey> keep(DeploymentRows row, SpecsInUse.Specs known) {
        FactsOfRows made = new FactsOfRows(row, known, versions, regions, verdicts);
        Optional<DeploymentSpec> spec = known.readable(row.deployment());
        if (spec.isPresent()) {
            DeploymentFacts read = made.facts(spec.get());
            frozen.remove(row.id());
            if (!read.equals(facts.get(row.id()))) {
                facts.put(row.id(), read);
            }
        } else {
            facts.remove(row.id());
            frozen.put(row.id(), made.frozen());
        }
        return made.unnamed();
    }
}
