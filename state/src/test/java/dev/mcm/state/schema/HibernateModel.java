package dev.mcm.state.schema;

import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.StateDialect;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hibernate.boot.Metadata;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.boot.spi.Bootstrap;
import org.hibernate.jpa.boot.spi.EntityManagerFactoryBuilder;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/// The entities of a database, as Hibernate maps them.
final class HibernateModel {
    private HibernateModel() {}

    /// Table → column → shape, of all entities.
    static SortedMap<String, SortedMap<String, ColumnShape>> columns(
            DatabaseName name, PostgresConfig config) {
        EntityManagerFactoryBuilder builder = builder(name, settings(config));
        try {
            SortedMap<String, SortedMap<String, ColumnShape>> tables = new TreeMap<>();
            Metadata metadata = builder.metadata();
            for (Table table : metadata.collectTableMappings()) {
                tables.put(table.getName(), columns(table, metadata));
            }
            return tables;
        } finally {
            builder.cancel();
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
        builder(name, settings).build().close();
    }

    /// Writes the statements that bring the tables of a database to the entities.
    static void writeUpdate(DatabaseName name, PostgresConfig config, Path script) {
        Map<String, Object> settings = settings(config);
        settings.put(AvailableSettings.JAKARTA_HBM2DDL_SCRIPTS_ACTION, "update");
        settings.put(
                AvailableSettings.JAKARTA_HBM2DDL_SCRIPTS_CREATE_TARGET, script.toUri().toString());
        builder(name, settings).generateSchema();
    }

    private static Map<String, Object> settings(PostgresConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(AvailableSettings.DIALECT, StateDialect.class.getName());
        settings.put(AvailableSettings.JAKARTA_JDBC_URL, config.url());
        settings.put(AvailableSettings.JAKARTA_JDBC_USER, config.user());
        settings.put(AvailableSettings.JAKARTA_JDBC_PASSWORD, config.password().reveal());
        return settings;
    }

    private static EntityManagerFactoryBuilder builder(
            DatabaseName name, Map<String, Object> settings) {
        URL units =
                Objects.requireNonNull(
                        HibernateModel.class.getResource("/META-INF/persistence.xml"),
                        "persistence.xml");
        return Bootstrap.getEntityManagerFactoryBuilder(units, name.persistenceUnit(), settings);
    }
}
