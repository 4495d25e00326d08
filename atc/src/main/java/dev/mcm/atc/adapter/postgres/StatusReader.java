package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.status.CellFacts;
import dev.mcm.atc.core.status.CellFacts.LastPush;
import dev.mcm.atc.core.status.CellFacts.Made;
import dev.mcm.atc.core.status.CellFacts.Observed;
import dev.mcm.atc.core.status.CellFacts.OnPlane;
import dev.mcm.atc.core.status.Outcome;
import dev.mcm.atc.core.status.StatusFacts;
import dev.mcm.atc.port.DeploymentRecord;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.view.CellView;
import dev.mcm.state.view.DeploymentView;
import dev.mcm.state.view.DeploymentViews;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads deployments with all that their status follows from, many at a time. Thread-safe.
public final class StatusReader {
    private final DeploymentViews views = new DeploymentViews();
    private final SpecCache specs;

    public StatusReader(SpecCache specs) {
        this.specs = specs;
    }

    public Optional<DeploymentRecord> find(Tx tx, DeploymentId id) {
        return Optional.ofNullable(find(tx, List.of(id)).get(id));
    }

    /// Those that exist.
    public Map<DeploymentId, DeploymentRecord> find(Tx tx, Collection<DeploymentId> ids) {
        List<DeploymentView> rows = views.find(tx, ids);
        Map<SpecHash, ResolvedSpec> bodies =
                specs.get(tx, rows.stream().map(view -> view.row().specHash()).toList());
        Map<DeploymentId, DeploymentRecord> found = new HashMap<>();
        for (DeploymentView view : rows) {
            ResolvedSpec spec =
                    bodies.getOrDefault(view.row().specHash(), ResolvedSpec.getDefaultInstance());
            found.put(view.row().id(), new DeploymentRecord(view.row(), spec, facts(view, spec)));
        }
        return found;
    }

    /// Those of `hashes` that can be read.
    Map<SpecHash, ResolvedSpec> specs(Tx tx, Collection<SpecHash> hashes) {
        return specs.get(tx, hashes);
    }

    /// The facts alone, of those that exist; without their specs, so that none seems to use GPUs.
    public Map<DeploymentId, StatusFacts> facts(Tx tx, Collection<DeploymentId> ids) {
        return views.find(tx, ids).stream()
                .collect(
                        Collectors.toMap(
                                view -> view.row().id(),
                                view -> facts(view, ResolvedSpec.getDefaultInstance())));
    }

    private static StatusFacts facts(DeploymentView view, ResolvedSpec spec) {
        return new StatusFacts(
                view.row().lifecycle(),
                view.row().specVersion(),
                spec.getOptionsList().stream()
                        .anyMatch(option -> option.getShape().getGpuCount() > 0),
                view.row().updatedAt(),
                view.row().rollout().progressDeadline(),
                view.milestones(),
                view.desired(),
                outcome(view.outcome()),
                view.cells().stream().map(StatusReader::plane).toList());
    }

    private static Outcome outcome(DeploymentView.@Nullable Outcome found) {
        return found == null
                ? Outcome.NONE
                : new Outcome(found.pending(), found.misplaced(), found.reason());
    }

    private static CellFacts plane(CellView cell) {
        CellView.LastPush push = cell.push();
        return new CellFacts(
                cell.planeId(),
                cell.instanceType(),
                new Made(cell.revision(), cell.current()),
                cell.replicas(),
                observed(cell.observed()),
                new LastPush(
                        push.appliedVersion(), push.error(), push.failedAttempts(), push.behind()),
                new OnPlane(cell.plane().state(), cell.plane().since()),
                cell.terminating());
    }

    private static Observed observed(CellView.@Nullable Observed found) {
        return found == null
                ? Observed.NOTHING
                : new Observed(
                        found.pods(),
                        found.bound(),
                        found.ready(),
                        found.reason(),
                        found.message());
    }
}
