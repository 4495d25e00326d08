package dev.mcm.testkit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Two empty databases of one test class on a shared server, with the roles that the server has.
///
/// @param suffix unique on the server; names of slots and roles that a test makes should end in it
/// @param control database that stands for `mcm`
/// @param observed database that stands for `mcm_observed`
public record TestDatabases(PostgresServer server, String suffix, String control, String observed)
        implements AutoCloseable {

    public String controlUrl() {
        return server.jdbcUrl(control);
    }

    public String observedUrl() {
        return server.jdbcUrl(observed);
    }

    public DataSource controlDataSource() {
        return server.dataSource(control);
    }

    public DataSource observedDataSource() {
        return server.dataSource(observed);
    }

    /// Drops both databases with the replication slots on them; clients still connected are
    /// disconnected.
    @Override
    public void close() {
        dropSlots();
        server.execute(
                ClusterInit.SUPERUSER,
                "DROP DATABASE IF EXISTS " + control + " WITH (FORCE)",
                "DROP DATABASE IF EXISTS " + observed + " WITH (FORCE)");
    }

    private void dropSlots() {
        try (Connection connection = server.dataSource(ClusterInit.SUPERUSER).getConnection();
                Statement statement = connection.createStatement()) {
            for (String slot : slots(statement)) {
                statement.execute(
                        "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots"
                                + (" WHERE active AND slot_name = '" + slot + "'"));
                statement.execute("SELECT pg_drop_replication_slot('" + slot + "')");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot drop the replication slots of database " + control, e);
        }
    }

    private List<String> slots(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT slot_name FROM pg_replication_slots WHERE database IN ('%s', '%s')"
                                .formatted(control, observed))) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
