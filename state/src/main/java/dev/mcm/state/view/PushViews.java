package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementStore;
import dev.mcm.state.push.PushStore;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what should be on a plane, and what was pushed there.
public final class PushViews {
    private static final String DEPLOYMENTS =
            """
            SELECT d.id, d.organization_id, d.model_id, d.version, d.spec_hash, d.lifecycle, u.*
            FROM deployments d LEFT JOIN pushes u ON u.deployment_id = d.id AND u.plane_id = ?
            WHERE d.id = ANY (?)
            """;
    private static final String ON_PLANE =
            "SELECT deployment_id FROM placements WHERE plane_id = ? UNION SELECT deployment_id"
                    + " FROM pushes WHERE plane_id = ?";

    private final PlacementStore placements = new PlacementStore();

    /// Those that exist, whether or not anything of them is placed on the plane.
    public List<PushView> find(Tx tx, PlaneId plane, Collection<DeploymentId> ids) {
        Map<DeploymentId, List<Placement>> placed =
                placements.ofDeploymentsOn(tx, plane, ids).stream()
                        .collect(Collectors.groupingBy(row -> row.key().deploymentId()));
        return Statements.query(
                tx, DEPLOYMENTS, row -> view(row, placed), plane.value(), Statements.keys(ids));
    }

    /// Deployments that are placed on the plane or were pushed there.
    public Set<DeploymentId> onPlane(Tx tx, PlaneId plane) {
        return Set.copyOf(
                Statements.query(
                        tx,
                        ON_PLANE,
                        row -> new DeploymentId(row.getString("deployment_id")),
                        plane.value(),
                        plane.value()));
    }

    private static PushView view(ResultSet row, Map<DeploymentId, List<Placement>> placed)
            throws SQLException {
        DeploymentId id = new DeploymentId(row.getString("id"));
        boolean pushed = row.getString("plane_id") != null;
        return new PushView(
                id,
                new OrganizationId(row.getString("organization_id")),
                new ModelId(row.getString("model_id")),
                row.getLong("version"),
                new SpecHash(row.getString("spec_hash")),
                DeploymentLifecycle.valueOf(row.getString("lifecycle")),
                pushed ? PushStore.read(row) : null,
                placed.getOrDefault(id, List.of()));
    }
}
