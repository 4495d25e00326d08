package dev.mcm.gns.adapter.debezium;

import dev.mcm.gns.core.SlotName;
import dev.mcm.shared.config.PostgresConfig;
import java.time.Duration;
import java.util.Properties;

/// The settings of the embedded engine. Two matter most: there is **no stored offset**, so the slot
/// alone says where streaming begins and Postgres sends whole transactions again; and the engine
/// never retries, so that every start comes after a look at the slot.
final class DebeziumSettings {
    /// First part of the names of Debezium's logical topics.
    static final String PREFIX = "gns";

    private DebeziumSettings() {}

    static Properties of(PostgresConfig postgres, SlotName slot, Duration pollInterval) {
        Properties settings = new Properties();
        settings.setProperty("name", "gns");
        settings.setProperty(
                "connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.setProperty("topic.prefix", PREFIX);
        database(settings, postgres);
        stream(settings, slot, pollInterval);
        values(settings);
        return settings;
    }

    private static void database(Properties settings, PostgresConfig postgres) {
        JdbcAddress address = JdbcAddress.parse(postgres.url());
        settings.setProperty("database.hostname", address.hostname());
        settings.setProperty("database.port", address.port());
        settings.setProperty("database.dbname", address.database());
        settings.setProperty("database.user", postgres.user());
        settings.setProperty("database.password", postgres.password().reveal());
        address.parameters()
                .forEach((name, value) -> settings.setProperty("driver." + name, value));
        long connectSeconds = Math.max(1, postgres.connectTimeout().toSeconds());
        settings.setProperty("driver.connectTimeout", Long.toString(connectSeconds));
        settings.setProperty("driver.options", "-c wal_sender_timeout=10s");
    }

    private static void stream(Properties settings, SlotName slot, Duration pollInterval) {
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("publication.name", "mcm_gns");
        settings.setProperty("publication.autocreate.mode", "disabled");
        settings.setProperty("slot.name", slot.toString());
        settings.setProperty("slot.drop.on.stop", "false");
        settings.setProperty("slot.max.retries", "3");
        settings.setProperty("slot.retry.delay.ms", "500");
        settings.setProperty(
                "offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        settings.setProperty("offset.flush.interval.ms", "0");
        settings.setProperty("snapshot.mode", "no_data");
        settings.setProperty(
                "poll.interval.ms", Long.toString(Math.max(1, pollInterval.toMillis())));
        settings.setProperty("max.batch.size", "2048");
        settings.setProperty("max.queue.size", "8192");
        settings.setProperty("max.queue.size.in.bytes", Integer.toString(64 << 20));
        settings.setProperty("errors.max.retries", "0");
        settings.setProperty("provide.transaction.metadata", "true");
        settings.setProperty("status.update.interval.ms", "1000");
        settings.setProperty("lsn.flush.timeout.ms", "5000");
        settings.setProperty("lsn.flush.timeout.action", "fail");
        settings.setProperty("record.processing.threads", "1");
    }

    private static void values(Properties settings) {
        settings.setProperty("tombstones.on.delete", "false");
        settings.setProperty("decimal.handling.mode", "string");
        settings.setProperty("unavailable.value.placeholder", ConnectColumns.UNAVAILABLE);
        settings.setProperty("schema.refresh.mode", "columns_diff");
        settings.setProperty("schema.include.list", "public");
    }
}
