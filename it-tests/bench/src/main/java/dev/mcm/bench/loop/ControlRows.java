package dev.mcm.bench.loop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/// What the control database says, asked on one connection. For one thread.
final class ControlRows implements AutoCloseable {
    private final Connection connection;

    ControlRows(DataSource control) throws SQLException {
        this.connection = control.getConnection();
    }

    /// Replicas of a deployment that have a place.
    int placed(String deployment) throws SQLException {
        return Integer.parseInt(
                one(
                        "SELECT coalesce(sum(replicas), 0)::text FROM placements WHERE"
                                + " deployment_id = ?",
                        deployment));
    }

    /// Replicas of a deployment that the Scheduler has looked at and that have none.
    int pending(String deployment) throws SQLException {
        return Integer.parseInt(
                one(
                        "SELECT coalesce(sum(pending), 0)::text FROM placement_summaries WHERE"
                                + " deployment_id = ?",
                        deployment));
    }

    String stateOf(String plane) throws SQLException {
        return one("SELECT coalesce(max(state), '') FROM plane_states WHERE plane_id = ?", plane);
    }

    /// Deployments with replicas on a plane.
    Set<String> on(String plane) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT DISTINCT deployment_id FROM placements WHERE plane_id = ? AND"
                                + " replicas > 0")) {
            statement.setString(1, plane);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private String one(String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
