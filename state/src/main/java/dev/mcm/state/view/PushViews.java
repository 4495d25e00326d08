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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what should be on a plane, and what was pushed there.
public final class PushViews {
    private static final String DEPLOYMENTS =
            """
            SELECT d.id, d.organization_id, d.model_id, d.version, d.spec_hash, d.lifecycle, u.*,
                EXISTS (
                    SELECT FROM placements p
                    JOIN deployment_observed o USING (deployment_id, plane_id)
                    LEFT JOIN plane_states s USING (plane_id)
                    WHERE p.deployment_id = d.id AND p.plane_id <> w.plane AND p.replicas > 0 AND o.ready > 0
                        AND s.state IS DISTINCT FROM 'LOST'
                ) AS served_elsewhere
            FROM (SELECT CAST(? AS text) AS plane) w CROSS JOIN deployments d
            LEFT JOIN pushes u ON u.deployment_id = d.id AND u.plane_id = w.plane
            WHERE d.id = ANY (?)
            """;
    private static final String SPECS =
            """
            SELECT DISTINCT p.deployment_id, v.number, v.spec_hash
            FROM placements p JOIN deployment_versions v ON v.deployment_id = p.deployment_id AND v.number = p.deployment_version
            WHERE p.plane_id = ? AND p.deployment_id = ANY (?)
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
        Map<DeploymentId, Map<Long, SpecHash>> specs = new HashMap<>();
        Statements.query(
                tx, SPECS, row -> addSpec(row, specs), plane.value(), Statements.keys(ids));
        return Statements.query(
                tx,
                DEPLOYMENTS,
                row -> view(row, placed, specs),
                plane.value(),
                Statements.keys(ids));
    }

    private static boolean addSpec(ResultSet row, Map<DeploymentId, Map<Long, SpecHash>> specs)
            throws SQLException {
        specs.computeIfAbsent(
                        new DeploymentId(row.getString("deployment_id")), _ -> new HashMap<>())
                .put(row.getLong("number"), new SpecHash(row.getString("spec_hash")));
        return true;
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

    private static PushView view(
            ResultSet row,
            Map<DeploymentId, List<Placement>> placed,
            Map<DeploymentId, Map<Long, SpecHash>> specs)
            throws SQLException {
        DeploymentId id = new DeploymentId(row.getString("id"));
        long specVersion = row.getLong("version");
        SpecHash specHash = new SpecHash(row.getString("spec_hash"));
        Map<Long, SpecHash> known = new HashMap<>(specs.getOrDefault(id, Map.of()));
        known.put(specVersion, specHash);
        boolean pushed = row.getString("plane_id") != null;
        return new PushView(
                id,
                new OrganizationId(row.getString("organization_id")),
                new ModelId(row.getString("model_id")),
                specVersion,
                specHash,
                DeploymentLifecycle.valueOf(row.getString("lifecycle")),
                pushed ? PushStore.read(row) : null,
                placed.getOrDefault(id, List.of()),
                known,
                row.getBoolean("served_elsewhere"));
    }
}
