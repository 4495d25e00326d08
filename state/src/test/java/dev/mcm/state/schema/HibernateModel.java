package dev.mcm.state.schema;

import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.Mapping;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/// The entities of a database, as Hibernate maps them.
final class HibernateModel {
    private HibernateModel() {}

    /// Table → column → shape, of all entities.
    static SortedMap<String, SortedMap<String, ColumnShape>> columns(
            DatabaseName name, PostgresConfig config) {
        try (StandardServiceRegistry services = Mapping.services(settings(config))) {
            SortedMap<String, SortedMap<String, ColumnShape>> tables = new TreeMap<>();
            Metadata metadata = Mapping.metadata(name, services);
            for (Table table : metadata.collectTableMappings()) {
                tables.put(table.getName(), columns(table, metadata));
            }
            return tables;
        }
    }

    private static SortedMap<String, ColumnShape> columns(Table table, Metadata metadata) {
        SortedMap<String, ColumnShape> columns = new TreeMap<>();
        for (Column column : table.getColumns()) {
            boolean key =
                    table.getPrimaryKey() != null && table.getPrimaryKey().containsColumn(column);
            String type = canonical(column.getSqlType(metadata));
            columns.put(column.getName(), new ColumnShape(type, column.isNullable() && !key));
        }
        return columns;
    }

    /// Postgres' own names of the types that Hibernate spells in another way.
    private static String canonical(String type) {
        return switch (type) {
            case "timestamptz", "timestamp(6) with time zone" -> "timestamp with time zone";
            case "text array" -> "text[]";
            default -> type;
        };
    }

    /// Lets Hibernate compare the tables of a database with the entities.
    ///
    /// @throws org.hibernate.tool.schema.spi.SchemaManagementException when a table or column is
    ///   missing or has another type
    static void validate(DatabaseName name, PostgresConfig config) {
        Map<String, Object> settings = settings(config);
        settings.put(AvailableSettings.HBM2DDL_AUTO, "validate");
        build(name, settings);
    }

    /// Writes the statements that bring the tables of a database to the entities.
    static void writeUpdate(DatabaseName name, PostgresConfig config, Path script) {
        Map<String, Object> settings = settings(config);
        settings.put(AvailableSettings.JAKARTA_HBM2DDL_SCRIPTS_ACTION, "update");
        settings.put(
                AvailableSettings.JAKARTA_HBM2DDL_SCRIPTS_CREATE_TARGET, script.toUri().toString());
        build(name, settings);
    }

    private static void build(DatabaseName name, Map<String, Object> settings) {
        try (StandardServiceRegistry services = Mapping.services(settings)) {
            Mapping.metadata(name, services).buildSessionFactory().close();
        }
    }

    private static Map<String, Object> settings(PostgresConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(AvailableSettings.JAKARTA_JDBC_URL, config.url());
        settings.put(AvailableSettings.JAKARTA_JDBC_USER, config.user());
        settings.put(AvailableSettings.JAKARTA_JDBC_PASSWORD, config.password().reveal());
        return settings;
    }
}
