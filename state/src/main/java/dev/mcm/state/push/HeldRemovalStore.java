package dev.mcm.state.push;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Table `held_removals`. Lists are in order of plane and deployment.
public final class HeldRemovalStore {
    private static final String READ =
            "SELECT plane_id, deployment_id, objects, found_at, released_at FROM held_removals";
    private static final String ORDER = " ORDER BY plane_id, deployment_id";
    private static final String PRUNE =
            """
            DELETE FROM held_removals WHERE plane_id = ? AND NOT deployment_id = ANY (?)
            """;

    /// What has grown since it was released is held again.
    private static final String WRITE =
            """
            INSERT INTO held_removals AS t (plane_id, deployment_id, objects, found_at)
            SELECT p.id, n.deployment_id, n.objects, now()
            FROM (SELECT id FROM planes WHERE id = ?) p, unnest(?, ?) AS n (deployment_id, objects) ORDER BY n.deployment_id
            ON CONFLICT (plane_id, deployment_id) DO UPDATE SET objects = excluded.objects,
                released_at = NULL, released_by = '', release_reason = ''
            WHERE excluded.objects > t.objects OR (t.released_at IS NULL AND excluded.objects <> t.objects)
            """;

    private static final String RELEASE =
            """
            UPDATE held_removals SET released_at = now(), released_by = ?, release_reason = ?
            WHERE plane_id = ? AND deployment_id = ANY (?) AND released_at IS NULL
            """;

    /// Of all planes, held and released.
    public List<HeldRemoval> all(Tx tx) {
        return Statements.query(tx, READ + ORDER, HeldRemovalStore::row);
    }

    /// Held and released.
    public List<HeldRemoval> onPlane(Tx tx, PlaneId plane) {
        return Statements.query(
                tx, READ + " WHERE plane_id = ?" + ORDER, HeldRemovalStore::row, plane.value());
    }

    /// The same; nobody else changes them until the end of the transaction.
    public List<HeldRemoval> lock(Tx tx, PlaneId plane) {
        return Statements.query(
                tx,
                READ + " WHERE plane_id = ?" + ORDER + " FOR UPDATE",
                HeldRemovalStore::row,
                plane.value());
    }

    /// Makes these all there are of the plane. What was released stays so, unless there is more of
    /// it now.
    ///
    /// @param found objects by deployment
    public void replace(Tx tx, PlaneId plane, Map<DeploymentId, Integer> found) {
        Statements.update(tx, PRUNE, plane.value(), Statements.keys(found.keySet()));
        if (!found.isEmpty()) {
            ColumnArrays<Map.Entry<DeploymentId, Integer>> arrays =
                    ColumnArrays.of(found.entrySet())
                            .text(Map.Entry::getKey)
                            .integer(Map.Entry::getValue);
            Statements.update(tx, WRITE, arrays, plane.value());
        }
    }

    /// Releases those of them that are held.
    public void release(
            Tx tx, PlaneId plane, Collection<DeploymentId> deployments, String by, String reason) {
        Statements.update(tx, RELEASE, by, reason, plane.value(), Statements.keys(deployments));
    }

    private static HeldRemoval row(ResultSet row) throws SQLException {
        return new HeldRemoval(
                new PlaneId(row.getString("plane_id")),
                new DeploymentId(row.getString("deployment_id")),
                row.getInt("objects"),
                Statements.instant(row, "found_at"),
                Statements.nullableInstant(row, "released_at"));
    }
}
