package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.ExplanationTables;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.PlacementSummaryStore;
import dev.mcm.state.placement.PlacementVerdictStore;
import dev.mcm.state.placement.PlacementVerdicts;
import dev.mcm.state.placement.PlaneVerdict;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushStore;
import dev.mcm.state.scale.ScaleTarget;
import dev.mcm.state.scale.ScaleTargetStore;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// [ExplanationTables] on Postgres.
public record PostgresExplanationTables(Tx tx, StatusReader reader) implements ExplanationTables {
    private static final ScaleTargetStore SCALES = new ScaleTargetStore();
    private static final PlacementSummaryStore SUMMARIES = new PlacementSummaryStore();
    private static final PlacementVerdictStore VERDICTS = new PlacementVerdictStore();
    private static final PlaneStore PLANES = new PlaneStore();
    private static final PushStore PUSHES = new PushStore();

    @Override
    public DeploymentReads deployments() {
        return new PostgresDeploymentTables(tx, reader);
    }

    @Override
    public Optional<ScaleTarget> scale(DeploymentId id) {
        return SCALES.find(tx, id);
    }

    @Override
    public Optional<PlacementSummary> placement(DeploymentId id) {
        return SUMMARIES.find(tx, id);
    }

    @Override
    public List<PlaneVerdict> verdicts(DeploymentId id) {
        return VERDICTS.find(tx, id).map(this::onEveryPlane).orElse(List.of());
    }

    /// A plane that was not needed has no verdict among those stored.
    private List<PlaneVerdict> onEveryPlane(PlacementVerdicts stored) {
        SortedMap<PlaneId, PlaneVerdict> verdicts = new TreeMap<>();
        PLANES.all(tx).forEach(plane -> verdicts.put(plane.id(), notAsked(plane.id())));
        stored.verdicts().forEach(verdict -> verdicts.put(verdict.plane(), verdict));
        return List.copyOf(verdicts.values());
    }

    private static PlaneVerdict notAsked(PlaneId plane) {
        return new PlaneVerdict(plane, VerdictReason.NOT_ASKED.name(), "no more wanted", 0);
    }

    @Override
    public List<Push> pushes(DeploymentId id) {
        return PUSHES.ofDeployment(tx, id);
    }
}
