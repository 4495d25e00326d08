package dev.mcm.state.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.state.DatabaseName;
import dev.mcm.testkit.postgres.MigratedDatabases;
import java.sql.SQLException;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ModelMatchesMigrationsIT {
    private static final MigratedDatabases DATABASES = MigratedDatabases.fresh();

    @AfterAll
    static void drop() {
        DATABASES.close();
    }

    @ParameterizedTest
    @EnumSource
    void hibernateAcceptsTheTables(DatabaseName name) {
        assertThatCode(() -> HibernateModel.validate(name, owner(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void everyColumnIsMappedWithItsTypeAndNullability(DatabaseName name) throws SQLException {
        try (Catalog catalog = Catalog.open(owner(name))) {
            assertThat(HibernateModel.columns(name, owner(name))).isEqualTo(catalog.columns());
        }
    }

    @Test
    void aColumnThatTheModelDoesNotKnowIsNoticed() throws SQLException {
        try (MigratedDatabases changed = MigratedDatabases.fresh()) {
            changed.databases()
                    .server()
                    .execute(
                            changed.databases().control(),
                            "ALTER TABLE models ADD COLUMN surprise text");
            try (Catalog catalog = Catalog.open(changed.controlAsOwner())) {
                assertThat(HibernateModel.columns(DatabaseName.CONTROL, changed.controlAsOwner()))
                        .isNotEqualTo(catalog.columns());
            }
        }
    }

    @Test
    void aColumnThatTheTablesLackIsNoticed() {
        try (MigratedDatabases changed = MigratedDatabases.fresh()) {
            changed.databases()
                    .server()
                    .execute(
                            changed.databases().control(),
                            "ALTER TABLE planes DROP COLUMN gateway_url");
            assertThatThrownBy(() ->
                            HibernateModel.validate(DatabaseName.CONTROL, changed.controlAsOwner()))
                    .isInstanceOf(SchemaManagementException.class)
                    .hasMessageContaining("gateway_url");
        }
    }

    private static PostgresConfig owner(DatabaseName name) {
        return switch (name) {
            case CONTROL -> DATABASES.controlAsOwner();
            case OBSERVED -> DATABASES.observedAsOwner();
        };
    }
}
