package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.scale.ScaleTarget;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The rows of all deployments as they were read last, and as they were written here since: those
/// that say what was decided have no other writer under one lease. For one thread.
final class ResidentRows {
    private final SchedulerTables tables;
    private final Map<DeploymentId, Deployment> deployments = new HashMap<>();
    private final Map<DeploymentId, Integer> desired = new HashMap<>();
    private final Map<DeploymentId, List<Placement>> placements = new HashMap<>();
    private final Map<DeploymentId, PlacementSummary> summaries = new HashMap<>();
    private final Map<DeploymentId, List<ObservedCell>> cells = new HashMap<>();
    private final Set<PlaneId> shownAnew = new HashSet<>();

    ResidentRows(SchedulerTables tables) {
        this.tables = tables;
    }

    Set<DeploymentId> ids() {
        return Set.copyOf(deployments.keySet());
    }

    boolean knows(DeploymentId id) {
        return deployments.containsKey(id);
    }

    /// Empty = there is no such deployment.
    Optional<DeploymentRows> of(DeploymentId id) {
        return Optional.ofNullable(deployments.get(id))
                .map(row ->
                        new DeploymentRows(
                                row,
                                desired.get(id),
                                placements.getOrDefault(id, List.of()),
                                summaries.get(id),
                                cells.getOrDefault(id, List.of())));
    }

    void readAll(Tx tx) {
        List.of(deployments, desired, placements, summaries, cells).forEach(Map::clear);
        takeDeployments(tables.wanted().deployments().all(tx));
        takeDesired(tables.wanted().scaleTargets().all(tx));
        takePlacements(tables.decided().placements().all(tx));
        takeSummaries(tables.decided().summaries().all(tx));
        takeCells(tables.planes().cells().all(tx));
    }

    /// All rows of these.
    void read(Tx tx, Collection<DeploymentId> ids) {
        if (!ids.isEmpty()) {
            readDeployments(tx, ids);
            readDesired(tx, ids);
            placements.keySet().removeAll(ids);
            takePlacements(tables.decided().placements().ofDeployments(tx, ids));
            summaries.keySet().removeAll(ids);
            takeSummaries(tables.decided().summaries().find(tx, ids));
            readCells(tx, ids);
        }
    }

    /// The rows that ask for these, and of those that are gone everything.
    void readDeployments(Tx tx, Collection<DeploymentId> ids) {
        if (!ids.isEmpty()) {
            Set<DeploymentId> gone = new HashSet<>(ids);
            List<Deployment> rows = tables.wanted().deployments().find(tx, ids);
            rows.forEach(row -> gone.remove(row.id()));
            forget(gone);
            takeDeployments(rows);
        }
    }

    void readDesired(Tx tx, Collection<DeploymentId> ids) {
        if (!ids.isEmpty()) {
            desired.keySet().removeAll(ids);
            takeDesired(tables.wanted().scaleTargets().find(tx, ids));
        }
    }

    void readCells(Tx tx, Collection<DeploymentId> ids) {
        if (!ids.isEmpty()) {
            List<ObservedCell> read = tables.planes().cells().ofDeployments(tx, ids);
            noteShownAnew(cellsOf(ids), Set.copyOf(read));
            cells.keySet().removeAll(ids);
            takeCells(read);
        }
    }

    private void noteShownAnew(Set<ObservedCell> before, Set<ObservedCell> now) {
        Stream.concat(
                        before.stream().filter(cell -> !now.contains(cell)),
                        now.stream().filter(cell -> !before.contains(cell)))
                .forEach(cell -> shownAnew.add(cell.key().planeId()));
    }

    /// Planes that show something else of a deployment than before, since that was forgotten last:
    /// also when a read had to begin anew.
    Set<PlaneId> shownAnew() {
        return Set.copyOf(shownAnew);
    }

    void forgetShownAnew() {
        shownAnew.clear();
    }

    private Set<ObservedCell> cellsOf(Collection<DeploymentId> ids) {
        return ids.stream()
                .flatMap(id -> cells.getOrDefault(id, List.of()).stream())
                .collect(toSet());
    }

    /// What is being written, whether it is committed yet or not.
    void decided(DecidedRows rows) {
        Map<DeploymentId, Map<PlacementKey, Placement>> changed = new HashMap<>();
        rows.placements()
                .forEach(row ->
                        changing(changed, row.key()).put(row.key(), Placement.unwritten(row)));
        rows.ended().forEach(key -> changing(changed, key).remove(key));
        changed.forEach((id, cells) -> placements.put(id, List.copyOf(cells.values())));
        rows.summaries().forEach(row -> summaries.put(row.deploymentId(), row));
    }

    private Map<PlacementKey, Placement> changing(
            Map<DeploymentId, Map<PlacementKey, Placement>> changed, PlacementKey key) {
        return changed.computeIfAbsent(
                key.deploymentId(),
                id -> {
                    Map<PlacementKey, Placement> byKey = new TreeMap<>();
                    placements
                            .getOrDefault(id, List.of())
                            .forEach(row -> byKey.put(row.key(), row));
                    return byKey;
                });
    }

    private void forget(Set<DeploymentId> gone) {
        List.of(deployments, desired, placements, summaries, cells)
                .forEach(rows -> rows.keySet().removeAll(gone));
    }

    private void takeDeployments(List<Deployment> rows) {
        rows.forEach(row -> deployments.put(row.id(), row));
    }

    private void takeDesired(List<ScaleTarget> rows) {
        rows.forEach(row -> desired.put(row.deploymentId(), row.desired()));
    }

    private void takePlacements(List<Placement> rows) {
        placements.putAll(rows.stream().collect(groupingBy(row -> row.key().deploymentId())));
    }

    private void takeSummaries(List<PlacementSummary> rows) {
        rows.forEach(row -> summaries.put(row.deploymentId(), row));
    }

    private void takeCells(List<ObservedCell> rows) {
        cells.putAll(rows.stream().collect(groupingBy(row -> row.key().deploymentId())));
    }
}
