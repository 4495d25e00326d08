package dev.mcm.state.schema;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.testkit.postgres.MigratedDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// One writer per table, tried out: each service logs in and attempts each kind of write on each
/// table of the catalog.
final class GrantsIT {
    private static final MigratedDatabases DATABASES = MigratedDatabases.fresh();

    /// The one writer of each table. A new table belongs here, with its GRANTs in its migration.
    private static final Map<String, String> CONTROL_WRITERS =
            Map.ofEntries(
                    entry("organizations", "mcm_atc"),
                    entry("models", "mcm_atc"),
                    entry("instance_types", "mcm_atc"),
                    entry("planes", "mcm_atc"),
                    entry("deployments", "mcm_atc"),
                    entry("deployment_specs", "mcm_atc"),
                    entry("deployment_versions", "mcm_atc"),
                    entry("deployment_milestones", "mcm_atc"),
                    entry("api_requests", "mcm_atc"),
                    entry("pushes", "mcm_atc"),
                    entry("plane_probes", "mcm_atc"),
                    entry("scale_targets", "mcm_autoscaler"),
                    entry("autoscaler_states", "mcm_autoscaler"),
                    entry("placements", "mcm_scheduler"),
                    entry("placement_summaries", "mcm_scheduler"),
                    entry("placement_verdicts", "mcm_scheduler"),
                    entry("plane_states", "mcm_scheduler"),
                    entry("plane_liveness", "mcm_gsm"),
                    entry("plane_liveness_seen", "mcm_gsm"),
                    entry("plane_probes_seen", "mcm_atc"),
                    entry("push_states", "mcm_atc"),
                    entry("held_removals", "mcm_atc"),
                    entry("reaped_deployments", "mcm_atc"),
                    entry("plane_orders", "mcm_atc"),
                    entry("refused_reports", "mcm_gsm"),
                    entry("plane_capacity", "mcm_gsm"),
                    entry("deployment_observed", "mcm_gsm"),
                    entry("observed_cells", "mcm_gsm"),
                    entry("plane_quotas", "mcm_gsm"),
                    entry("gns_slots", "mcm_gns"));

    /// Rows are kept apart by row-level security instead.
    private static final Set<String> SHARED = Set.of("leases");

    private static final Set<String> INSERT_ONLY =
            Set.of("deployment_specs", "deployment_versions");
    private static final Set<String> NEVER_DELETED =
            Set.of("deployment_specs", "deployment_versions", "leases");

    private static final Map<String, String> OBSERVED_WRITERS =
            Map.of(
                    "observed_objects",
                    "mcm_gsm",
                    "open_snapshots",
                    "mcm_gsm",
                    "consumer_offsets",
                    "mcm_gsm");

    private static final Map<String, Connection> SESSIONS = new TreeMap<>();

    @AfterAll
    static void drop() throws SQLException {
        for (Connection session : SESSIONS.values()) {
            session.close();
        }
        DATABASES.close();
    }

    @Test
    void eachControlTableIsWrittenByItsServiceAlone() throws SQLException {
        assertThat(writers(DATABASES.controlAsOwner(), DATABASES::control))
                .isEqualTo(expected(CONTROL_WRITERS));
    }

    @Test
    void eachObservedTableIsWrittenByGsmAlone() throws SQLException {
        assertThat(writers(DATABASES.observedAsOwner(), DATABASES::observed))
                .isEqualTo(expected(OBSERVED_WRITERS));
    }

    @Test
    void eachServiceReadsWhatItDecidesFrom() throws SQLException {
        Set<String> atcOnly = Set.of("api_requests", "deployment_milestones");
        Set<String> specs = Set.of("deployment_specs", "deployment_versions");
        for (String table : tables(DATABASES.controlAsOwner())) {
            SortedSet<String> readers = readers(table);
            SortedSet<String> wanted = new TreeSet<>(MigratedDatabases.ROLES);
            if (atcOnly.contains(table)) {
                wanted.retainAll(Set.of("mcm_atc"));
            } else if (specs.contains(table)) {
                wanted.removeAll(Set.of("mcm_gns", "mcm_gsm"));
            }
            assertThat(readers).as("readers of %s", table).isEqualTo(wanted);
        }
    }

    @Test
    void onlyTheSchedulerDrawsPlacementVersions() throws SQLException {
        SortedSet<String> users = new TreeSet<>();
        for (String role : MigratedDatabases.ROLES) {
            if (isAllowed(DATABASES.control(role), "SELECT nextval('placement_versions')")) {
                users.add(role);
            }
        }
        assertThat(users).containsExactly("mcm_scheduler");
    }

    @Test
    void servicesAreOrdinaryRolesAndOnlyGnsReplicates() throws SQLException {
        String powers =
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'mcm\\_%' AND (rolsuper OR"
                        + " rolcreaterole OR rolcreatedb OR rolbypassrls)";
        try (Catalog catalog = Catalog.open(DATABASES.controlAsOwner())) {
            assertThat(catalog.strings(powers)).isEmpty();
            assertThat(
                            catalog.strings(
                                    "SELECT rolname FROM pg_roles WHERE rolname LIKE 'mcm\\_%' AND"
                                            + " rolreplication"))
                    .containsExactly("mcm_gns");
        }
    }

    @Test
    void noServiceMakesTables() throws SQLException {
        for (String role : MigratedDatabases.ROLES) {
            assertThat(isAllowed(DATABASES.control(role), "CREATE TABLE mine (id int)"))
                    .as(role)
                    .isFalse();
        }
    }

    @Test
    void aServiceCannotTouchTheLeaseOfAnother() throws SQLException {
        write(
                "mcm_scheduler",
                "INSERT INTO leases (role, holder, epoch, expires_at) VALUES ('scheduler', 'a', 1,"
                        + " now())");

        assertThat(write("mcm_gsm", "UPDATE leases SET epoch = 9 WHERE role = 'scheduler'"))
                .isZero();
        assertThatThrownBy(() ->
                        write(
                                "mcm_gsm",
                                "INSERT INTO leases (role, owner, holder, epoch, expires_at)"
                                        + " VALUES ('x', 'mcm_scheduler', 'a', 1, now())"))
                .hasMessageContaining("row-level security");
        assertThat(write("mcm_scheduler", "UPDATE leases SET epoch = 2 WHERE role = 'scheduler'"))
                .isOne();
    }

    private static SortedMap<String, Set<String>> expected(Map<String, String> writers) {
        SortedMap<String, Set<String>> expected = new TreeMap<>();
        writers.forEach((table, writer) -> {
            expected.put(table + " INSERT", Set.of(writer));
            expected.put(
                    table + " UPDATE", INSERT_ONLY.contains(table) ? Set.of() : Set.of(writer));
            expected.put(
                    table + " DELETE", NEVER_DELETED.contains(table) ? Set.of() : Set.of(writer));
            expected.put(table + " TRUNCATE", Set.of());
        });
        return expected;
    }

    /// Table and kind of write → roles that may do it, as tried out.
    private static SortedMap<String, Set<String>> writers(
            PostgresConfig owner, Function<String, PostgresConfig> login) throws SQLException {
        SortedMap<String, Set<String>> writers = new TreeMap<>();
        List<String> tables =
                tables(owner).stream().filter(table -> !SHARED.contains(table)).toList();
        for (String table : tables) {
            List.of("INSERT", "UPDATE", "DELETE", "TRUNCATE")
                    .forEach(kind -> writers.put(table + " " + kind, new TreeSet<>()));
        }
        for (String role : MigratedDatabases.ROLES) {
            for (String table : tables) {
                for (Map.Entry<String, String> attempt : attempts(owner, table).entrySet()) {
                    if (isAllowed(login.apply(role), attempt.getValue())) {
                        writers.computeIfAbsent(
                                        table + " " + attempt.getKey(), _ -> new TreeSet<>())
                                .add(role);
                    }
                }
            }
        }
        return writers;
    }

    /// Statements that change no row but need the privilege.
    private static Map<String, String> attempts(PostgresConfig owner, String table)
            throws SQLException {
        try (Catalog catalog = Catalog.open(owner)) {
            String column = catalog.columns().get(table).firstKey();
            return Map.of(
                    "INSERT", "INSERT INTO " + table + " SELECT * FROM " + table + " WHERE false",
                    "UPDATE",
                            "UPDATE " + table + " SET " + column + " = " + column + " WHERE false",
                    "DELETE", "DELETE FROM " + table + " WHERE false",
                    "TRUNCATE", "TRUNCATE " + table);
        }
    }

    private static List<String> tables(PostgresConfig owner) throws SQLException {
        try (Catalog catalog = Catalog.open(owner)) {
            return catalog.tables();
        }
    }

    private static SortedSet<String> readers(String table) throws SQLException {
        SortedSet<String> readers = new TreeSet<>();
        for (String role : MigratedDatabases.ROLES) {
            if (isAllowed(DATABASES.control(role), "SELECT * FROM " + table + " LIMIT 0")) {
                readers.add(role);
            }
        }
        return readers;
    }

    private static boolean isAllowed(PostgresConfig login, String sql) throws SQLException {
        Connection connection = session(login);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        } finally {
            connection.rollback();
        }
    }

    private static int write(String role, String sql) throws SQLException {
        try (Connection connection = connect(DATABASES.control(role));
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /// The attempts of one login share a session: logging in costs more than they do.
    private static Connection session(PostgresConfig login) throws SQLException {
        String key = login.user() + "@" + login.url();
        Connection session = SESSIONS.get(key);
        if (session == null) {
            session = connect(login);
            session.setAutoCommit(false);
            SESSIONS.put(key, session);
        }
        return session;
    }

    private static Connection connect(PostgresConfig login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password().reveal());
    }
}
