package dev.mcm.gns.adapter.postgres;

import dev.mcm.gns.core.ObservedSlot;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.gns.port.SlotCatalog;
import dev.mcm.gns.port.SlotRegistry;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.time.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Slots and registry in Postgres 15 or newer. The role needs REPLICATION.
public final class PostgresSlotCatalog implements SlotCatalog {
    /// Prefix of the logical message that is a heartbeat.
    public static final String HEARTBEAT = "gns.hb";

    private static final Duration EVICTION_LIMIT = Duration.ofSeconds(10);
    private static final Duration EVICTION_STEP = Duration.ofMillis(50);

    private final PostgresSessions sessions;
    private final String environment;
    private final SlotRegistry registry;
    private final TimeSource time;

    public PostgresSlotCatalog(
            PostgresConfig config, String environment, SlotRegistry registry, TimeSource time) {
        this.sessions = new PostgresSessions(config);
        this.environment = environment;
        this.registry = registry;
        this.time = time;
    }

    @Override
    public SlotObservation observe() {
        return with(
                "observe the slots", connection -> SlotQueries.observe(connection, environment));
    }

    /// Asks again at each step: the first request may end in the middle of telling a client that
    /// does not read, and Postgres gives that up only when it is asked once more.
    @Override
    public void evict(SlotName slot, int pid) throws InterruptedException {
        long start = time.nanoTime();
        terminate(slot, pid);
        while (user(slot).filter(now -> now == pid).isPresent()) {
            if (time.since(start).compareTo(EVICTION_LIMIT) > 0) {
                throw new IllegalStateException(
                        "walsender "
                                + pid
                                + " still uses "
                                + slot
                                + " after "
                                + EVICTION_LIMIT
                                + " (expected: ended)");
            }
            time.sleep(EVICTION_STEP);
            terminate(slot, pid);
        }
    }

    private void terminate(SlotName slot, int pid) {
        with(
                "end walsender " + pid,
                connection ->
                        Sql.query(
                                connection,
                                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                                        + " WHERE slot_name = ? AND active_pid = ?",
                                row -> row.getBoolean(1),
                                slot.toString(),
                                pid));
    }

    private Optional<Integer> user(SlotName slot) {
        return observe().slot(slot).map(ObservedSlot::activePid);
    }

    @Override
    public void drop(SlotName slot) {
        with(
                "drop slot " + slot,
                connection ->
                        Sql.execute(
                                connection, "SELECT pg_drop_replication_slot(?)", slot.toString()));
    }

    @Override
    public NewSlot create(SlotName slot) {
        try {
            return ExportedSlot.create(sessions, slot, registry);
        } catch (SQLException e) {
            throw Sql.failed("create slot " + slot, e);
        }
    }

    /// The message is transactional: only then does Postgres let the slot move on when it is
    /// acknowledged.
    @Override
    public void heartbeat() {
        with(
                "send a heartbeat",
                connection ->
                        Sql.execute(
                                connection,
                                "SELECT pg_logical_emit_message(true, ?, '')",
                                HEARTBEAT));
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T with(String what, Work<T> work) {
        try (Connection connection = sessions.open()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw Sql.failed(what, e);
        }
    }
}
