package dev.mcm.gns.adapter.debezium;

import com.google.protobuf.ByteString;
import dev.mcm.event.v1.Column;
import dev.mcm.gns.core.ArrayText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/// Columns as Debezium gives them, in the form of the event contract.
final class ConnectColumns {
    /// Stands for a value that Postgres did not send: kept out of line (TOAST) and not changed.
    /// Never forwarded.
    static final String UNAVAILABLE = "__gns_unavailable_value";

    private static final byte[] UNAVAILABLE_BYTES = UNAVAILABLE.getBytes(StandardCharsets.UTF_8);

    private ConnectColumns() {}

    /// Whether the value was not sent.
    static boolean isUnavailable(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case String text -> text.equals(UNAVAILABLE);
            case byte[] bytes -> Arrays.equals(bytes, UNAVAILABLE_BYTES);
            case ByteBuffer buffer -> buffer.equals(ByteBuffer.wrap(UNAVAILABLE_BYTES));
            case List<?> list -> list.size() == 1 && isUnavailable(list.getFirst());
            default -> false;
        };
    }

    static Column column(Field field, @Nullable Object value) {
        Column.Builder column = Column.newBuilder().setName(field.name());
        if (value != null) {
            set(column, field.schema(), value);
        }
        return column.build();
    }

    private static void set(Column.Builder column, Schema schema, Object value) {
        String meaning = schema.name();
        if (meaning != null) {
            setNamed(column, meaning, value);
            return;
        }
        switch (value) {
            case Boolean bool -> column.setBoolValue(bool);
            case Short number -> column.setIntValue(number);
            case Integer number -> column.setIntValue(number);
            case Long number -> column.setIntValue(number);
            case Float number -> column.setDoubleValue(number);
            case Double number -> column.setDoubleValue(number);
            case String text -> column.setStringValue(text);
            case byte[] bytes -> column.setBytesValue(ByteString.copyFrom(bytes));
            case ByteBuffer buffer -> column.setBytesValue(ByteString.copyFrom(buffer.duplicate()));
            case List<?> list -> column.setStringValue(ArrayText.json(list));
            default ->
                    throw unknown(
                            column.getName(), schema.type() + " as " + value.getClass().getName());
        }
    }

    private static void setNamed(Column.Builder column, String meaning, Object value) {
        switch (meaning) {
            case "io.debezium.time.ZonedTimestamp" ->
                    column.setIntValue(micros(OffsetDateTime.parse((String) value).toInstant()));
            case "io.debezium.time.MicroTimestamp" -> column.setIntValue((Long) value);
            case "io.debezium.data.Json", "io.debezium.data.Uuid", "io.debezium.data.Enum" ->
                    column.setStringValue((String) value);
            default -> throw unknown(column.getName(), meaning);
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static IllegalStateException unknown(String column, String type) {
        return new IllegalStateException(
                "column "
                        + column
                        + " has type "
                        + type
                        + " (expected: one that the event contract knows)");
    }
}
