package dev.mcm.gns.adapter.postgres;

import com.google.protobuf.ByteString;
import dev.mcm.event.v1.Column;
import dev.mcm.gns.core.ArrayText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/// Columns of a row read by JDBC, in the form of the event contract.
final class JdbcColumns {
    private JdbcColumns() {}

    static Column read(ResultSet row, int number, String name) throws SQLException {
        Column.Builder column = Column.newBuilder().setName(name);
        if (row.getObject(number) == null) {
            return column.build();
        }
        String type = row.getMetaData().getColumnTypeName(number);
        switch (type) {
            case "bool" -> column.setBoolValue(row.getBoolean(number));
            case "int2", "int4", "int8", "bigserial", "serial" ->
                    column.setIntValue(row.getLong(number));
            case "float4", "float8" -> column.setDoubleValue(row.getDouble(number));
            case "text", "varchar", "bpchar", "name", "uuid", "json", "jsonb", "numeric" ->
                    column.setStringValue(row.getString(number));
            case "bytea" -> column.setBytesValue(ByteString.copyFrom(row.getBytes(number)));
            case "timestamptz" ->
                    column.setIntValue(
                            micros(row.getObject(number, OffsetDateTime.class).toInstant()));
            case "timestamp" ->
                    column.setIntValue(
                            micros(
                                    row.getObject(number, LocalDateTime.class)
                                            .toInstant(ZoneOffset.UTC)));
            case "_text", "_varchar", "_int2", "_int4", "_int8", "_bool" ->
                    column.setStringValue(
                            ArrayText.json(
                                    Arrays.asList((Object[]) row.getArray(number).getArray())));
            default ->
                    throw new IllegalStateException(
                            "column "
                                    + name
                                    + " has type "
                                    + type
                                    + " (expected: one that the event contract knows)");
        }
        return column.build();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
