package dev.mcm.state;

import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.type.SqlTypes;

/// Postgres as this schema uses it: `text` for strings, never `varchar(n)`. Lengths are CHECK
/// constraints of the migrations.
public final class StateDialect extends PostgreSQLDialect {
    private static final DatabaseVersion OLDEST = DatabaseVersion.make(15);

    public StateDialect() {
        super(OLDEST);
    }

    @Override
    protected String columnType(int sqlTypeCode) {
        return switch (sqlTypeCode) {
            case SqlTypes.VARCHAR, SqlTypes.NVARCHAR -> "text";
            case SqlTypes.TIMESTAMP_UTC, SqlTypes.TIMESTAMP_WITH_TIMEZONE -> "timestamptz";
            default -> super.columnType(sqlTypeCode);
        };
    }
}
