package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Tx;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaGroups;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the cells of deployments: what is placed in them beside what is seen of it.
final class CellViews {
    /// A version has one revision for an instance type, so the version that pods were made for says
    /// which they are of, also where a Deployment runs them.
    private static final String CELLS =
            """
            WITH placed AS (
                SELECT p.deployment_id, p.plane_id, p.instance_type,
                    coalesce(nullif(p.revision, '0000000000'), v.revisions[array_position(v.instance_types, p.instance_type)], p.revision)
                        AS revision,
                    sum(p.replicas)::integer AS replicas, max(p.deployment_version) AS placed_version, max(p.version) AS version
                FROM placements p
                LEFT JOIN deployment_versions v ON v.deployment_id = p.deployment_id AND v.number = p.deployment_version
                WHERE p.deployment_id = ANY (?)
                GROUP BY 1, 2, 3, 4
            ), seen AS (
                SELECT o.deployment_id, o.plane_id, o.instance_type,
                    coalesce(v.revisions[array_position(v.instance_types, o.instance_type)], o.revision)
                        AS revision,
                    max(o.spec_version) AS seen_version, sum(o.unbound + o.starting + o.ready + o.failing)::integer AS pods,
                    sum(o.starting + o.ready + o.failing)::integer AS bound, sum(o.ready)::integer AS ready,
                    sum(o.terminating)::integer AS terminating, array_agg(o.groups) AS groups
                FROM observed_cells o
                LEFT JOIN deployment_versions v ON v.deployment_id = o.deployment_id AND v.number = o.spec_version
                WHERE o.deployment_id = ANY (?)
                GROUP BY 1, 2, 3, 4
            ), cells AS (
                SELECT *, replicas IS NOT NULL AS is_placed FROM placed FULL JOIN seen USING (deployment_id, plane_id, instance_type, revision)
            )
            SELECT k.deployment_id, k.plane_id, k.instance_type, k.revision,
                coalesce(k.revision = c.revisions[array_position(c.instance_types, k.instance_type)],
                    greatest(k.placed_version, k.seen_version) = d.version) AS current,
                coalesce(k.replicas, 0) AS replicas,
                coalesce(s.state, 'PENDING') AS plane_state,
                CASE WHEN l.state = 'SILENT' THEN least(l.since, s.since) ELSE s.since END AS plane_since,
                coalesce(k.terminating, 0) AS terminating,
                coalesce(u.applied_version, 0) < greatest(coalesce(k.version, 0), coalesce(u.wanted_version, 0)) AS behind,
                k.pods, k.bound, k.ready, k.groups, w.reason, w.message,
                coalesce(u.applied_version, 0) AS applied_version, coalesce(u.error, '') AS error, coalesce(u.failed_attempts, 0) AS failed_attempts
            FROM cells k
            JOIN deployments d ON d.id = k.deployment_id
            LEFT JOIN deployment_versions c ON c.deployment_id = d.id AND c.number = d.version
            LEFT JOIN deployment_observed w
                ON w.deployment_id = k.deployment_id AND w.plane_id = k.plane_id AND w.instance_type = k.instance_type
            LEFT JOIN pushes u ON u.deployment_id = k.deployment_id AND u.plane_id = k.plane_id
            LEFT JOIN plane_states s ON s.plane_id = k.plane_id
            LEFT JOIN plane_liveness l ON l.plane_id = k.plane_id
            WHERE k.is_placed OR k.pods + k.terminating > 0
            ORDER BY k.deployment_id, k.plane_id, k.instance_type, current DESC, k.revision
            """;

    /// Of pods in trouble; the one that fares worst is told.
    private static final Comparator<ReplicaGroup> WORST =
            Comparator.comparing(group -> group.state() != ReplicaState.FAILING);

    /// @param keys ids of deployments
    /// @return by deployment, plane and instance type, the current revision first
    List<CellView> find(Tx tx, String[] keys) {
        return Statements.query(tx, CELLS, CellViews::cell, keys, keys);
    }

    private static CellView cell(ResultSet row) throws SQLException {
        return new CellView(
                new DeploymentId(row.getString("deployment_id")),
                new PlaneId(row.getString("plane_id")),
                new InstanceTypeName(row.getString("instance_type")),
                new PodRevision(row.getString("revision")),
                row.getBoolean("current"),
                row.getInt("replicas"),
                observed(row),
                new CellView.LastPush(
                        row.getLong("applied_version"),
                        row.getString("error"),
                        row.getInt("failed_attempts"),
                        row.getBoolean("behind")),
                new CellView.OnPlane(
                        PlaneState.valueOf(row.getString("plane_state")),
                        Statements.nullableInstant(row, "plane_since")),
                row.getInt("terminating"));
    }

    private static CellView.@Nullable Observed observed(ResultSet row) throws SQLException {
        boolean lost = row.getString("plane_state").equals(PlaneState.LOST.name());
        if (lost || row.getObject("groups") == null) {
            return null;
        }
        Trouble trouble = trouble(row);
        return new CellView.Observed(
                row.getInt("pods"),
                row.getInt("bound"),
                row.getInt("ready"),
                trouble.reason(),
                trouble.message());
    }

    private record Trouble(String reason, String message) {}

    /// The worst pod of the plane and instance type is told with its message where it is one of
    /// these; else only a reason is known.
    private static Trouble trouble(ResultSet row) throws SQLException {
        List<String> reasons = reasons(row);
        String worst = row.getString("reason");
        if (worst != null && reasons.contains(worst)) {
            return new Trouble(worst, row.getString("message"));
        }
        return new Trouble(reasons.isEmpty() ? "" : reasons.getFirst(), "");
    }

    private static List<String> reasons(ResultSet row) throws SQLException {
        List<ReplicaGroup> groups = new ArrayList<>();
        for (byte[] bytes : (byte[][]) row.getArray("groups").getArray()) {
            groups.addAll(ReplicaGroups.read(bytes));
        }
        return groups.stream()
                .sorted(WORST)
                .map(ReplicaGroup::reason)
                .filter(reason -> !reason.isEmpty())
                .toList();
    }
}
