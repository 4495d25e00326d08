package dev.mcm.testkit.postgres;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Settings of the embedded server: durable as in production, small as for one machine.
public final class PostgresSettings {
    /// What must hold for any promise about durability or change events; checked on the running
    /// server.
    static final Map<String, String> REQUIRED =
            Map.of(
                    "fsync", "on",
                    "full_page_writes", "on",
                    "synchronous_commit", "on",
                    "wal_level", "logical",
                    "password_encryption", "scram-sha-256");

    /// Applied unless [PostgresOptions] says otherwise.
    public static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("max_connections", "200"),
                    Map.entry("shared_buffers", "64MB"),
                    Map.entry("max_wal_size", "512MB"),
                    Map.entry("min_wal_size", "80MB"),
                    Map.entry("max_replication_slots", "32"),
                    Map.entry("max_wal_senders", "32"),
                    Map.entry("max_slot_wal_keep_size", "2GB"),
                    Map.entry("wal_sender_timeout", "10s"),
                    Map.entry("max_prepared_transactions", "0"),
                    Map.entry("jit", "off"),
                    Map.entry("timezone", "UTC"),
                    Map.entry("log_timezone", "UTC"),
                    Map.entry("log_line_prefix", "%m [%p] %u@%d "));

    private PostgresSettings() {}

    /// The text of `postgresql.conf`. Required settings can be overridden too: then the server
    /// refuses to start.
    static String configurationFile(int port, Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.putAll(REQUIRED);
        all.put("scram_iterations", ClusterInit.SCRAM_ITERATIONS);
        all.putAll(overrides);
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + " = '" + entry.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }
}
