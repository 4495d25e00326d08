package dev.mcm.gns.adapter.postgres;

import dev.mcm.gns.core.ObservedSlot;
import dev.mcm.gns.core.RegisteredSlot;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.gns.core.WalStatus;
import dev.mcm.shared.id.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what Postgres shows about the slots of an environment.
final class SlotQueries {
    static final String PUBLICATION = "mcm_gns";

    private static final String SERVER =
            """
            SELECT (SELECT system_identifier::text FROM pg_control_system()), current_database(), pg_current_wal_lsn()::text,
                   current_setting('wal_level')
            """;

    /// A column that a newer Postgres has is read through the row's JSON: it is absent, not an
    /// error, on an older one.
    private static final String SLOTS =
            """
            SELECT slot_name, database, wal_status, active_pid, confirmed_flush_lsn::text, restart_lsn::text, safe_wal_size,
                   to_jsonb(s) ->> 'invalidation_reason' IS NOT NULL OR (to_jsonb(s) ->> 'conflicting')::boolean IS TRUE
            FROM pg_replication_slots s
            WHERE slot_type = 'logical' AND plugin = 'pgoutput' AND starts_with(slot_name, 'mcm_gns_')
            """;

    private static final String TABLES =
            "SELECT tablename FROM pg_publication_tables WHERE pubname = ? AND schemaname ="
                    + " 'public'";

    private SlotQueries() {}

    static SlotObservation observe(Connection connection, String environment) throws SQLException {
        SlotObservation.Server server =
                Sql.first(connection, SERVER, SlotQueries::server).orElseThrow();
        return new SlotObservation(
                server,
                published(connection),
                registered(connection, environment),
                slots(connection, environment));
    }

    private static SlotObservation.Server server(ResultSet row) throws SQLException {
        return new SlotObservation.Server(
                row.getString(1), row.getString(2), Lsn.parse(row.getString(3)), row.getString(4));
    }

    private static @Nullable Set<String> published(Connection connection) throws SQLException {
        return Sql.first(
                                connection,
                                "SELECT 1 FROM pg_publication WHERE pubname = ?",
                                row -> row.getInt(1),
                                PUBLICATION)
                        .isEmpty()
                ? null
                : new HashSet<>(
                        Sql.query(connection, TABLES, row -> row.getString(1), PUBLICATION));
    }

    private static List<RegisteredSlot> registered(Connection connection, String environment)
            throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT name, system_identifier, consistent_point FROM gns_slots",
                        row -> SlotName.parse(row.getString(1)).map(name -> registered(name, row)))
                .stream()
                .flatMap(Optional::stream)
                .filter(slot -> slot.name().environment().equals(environment))
                .toList();
    }

    private static RegisteredSlot registered(SlotName name, ResultSet row) {
        try {
            return new RegisteredSlot(name, row.getString(2), Lsn.parse(row.getString(3)));
        } catch (SQLException e) {
            throw Sql.failed("read the registry of slots", e);
        }
    }

    private static List<ObservedSlot> slots(Connection connection, String environment)
            throws SQLException {
        return Sql.query(connection, SLOTS, SlotQueries::slot).stream()
                .flatMap(Optional::stream)
                .filter(slot -> slot.name().environment().equals(environment))
                .toList();
    }

    private static Optional<ObservedSlot> slot(ResultSet row) throws SQLException {
        Optional<SlotName> name = SlotName.parse(row.getString(1));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean invalid = row.getBoolean(8);
        String walStatus = row.getString(3);
        WalStatus status =
                invalid || walStatus == null
                        ? WalStatus.LOST
                        : WalStatus.valueOf(walStatus.toUpperCase(Locale.ROOT));
        ObservedSlot.Retention retention =
                new ObservedSlot.Retention(lsn(row, 5), lsn(row, 6), row.getObject(7, Long.class));
        return Optional.of(
                new ObservedSlot(
                        name.get(),
                        row.getString(2),
                        status,
                        row.getObject(4, Integer.class),
                        retention));
    }

    private static @Nullable Lsn lsn(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : Lsn.parse(text);
    }
}
