package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.sql.Statements;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what routes are made of.
public final class RouteViews {
    private static final String PLANES =
            """
            SELECT p.id, p.provider, p.region, p.organizations, p.gateway_url, coalesce(s.state, 'PENDING') AS state
            FROM planes p LEFT JOIN plane_states s ON s.plane_id = p.id
            """;
    private static final String DEPLOYMENTS =
            """
            SELECT d.id, d.organization_id, d.spec_hash, d.concurrency_target, o.allowed_regions
            FROM deployments d JOIN organizations o ON o.id = d.organization_id
            WHERE d.lifecycle = 'ACTIVE'
            """;
    private static final String REPLICAS =
            """
            SELECT deployment_id, plane_id, sum(placed)::integer AS placed, sum(ready)::integer AS ready, max(version) AS version
            FROM (
                SELECT deployment_id, plane_id, replicas AS placed, 0 AS ready, version FROM placements
                UNION ALL
                SELECT deployment_id, plane_id, 0, ready, 0 FROM deployment_observed
            ) r
            """;
    private static final String BY_PLANE =
            " GROUP BY deployment_id, plane_id ORDER BY deployment_id, plane_id";

    public List<RoutedPlaneView> planes(Tx tx) {
        return Statements.query(tx, PLANES, RouteViews::plane);
    }

    /// All deployments that have a route: those neither switched off nor being deleted.
    public List<RouteView> all(Tx tx) {
        Replicas replicas = new Replicas();
        Statements.query(tx, REPLICAS + BY_PLANE, replicas::add);
        return Statements.query(tx, DEPLOYMENTS, replicas::view);
    }

    /// Those of `ids` that have a route.
    public List<RouteView> find(Tx tx, Collection<DeploymentId> ids) {
        Object keys = Statements.keys(ids);
        Replicas replicas = new Replicas();
        Statements.query(
                tx, REPLICAS + " WHERE deployment_id = ANY (?)" + BY_PLANE, replicas::add, keys);
        return Statements.query(tx, DEPLOYMENTS + " AND d.id = ANY (?)", replicas::view, keys);
    }

    private static RoutedPlaneView plane(ResultSet row) throws SQLException {
        return new RoutedPlaneView(
                new PlaneId(row.getString("id")),
                row.getString("provider"),
                row.getString("region"),
                strings(row.getArray("organizations")),
                row.getString("gateway_url"),
                PlaneState.valueOf(row.getString("state")));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /// Replicas of the deployments of one read.
    private static final class Replicas {
        private final Map<String, List<RouteView.Replicas>> byDeployment = new HashMap<>();

        boolean add(ResultSet row) throws SQLException {
            RouteView.Replicas at =
                    new RouteView.Replicas(
                            new PlaneId(row.getString("plane_id")),
                            row.getInt("placed"),
                            row.getInt("ready"),
                            row.getLong("version"));
            return byDeployment
                    .computeIfAbsent(row.getString("deployment_id"), _ -> new ArrayList<>())
                    .add(at);
        }

        RouteView view(ResultSet row) throws SQLException {
            String id = row.getString("id");
            return new RouteView(
                    new DeploymentId(id),
                    new OrganizationId(row.getString("organization_id")),
                    new SpecHash(row.getString("spec_hash")),
                    row.getInt("concurrency_target"),
                    strings(row.getArray("allowed_regions")),
                    byDeployment.getOrDefault(id, List.of()));
        }
    }
}
