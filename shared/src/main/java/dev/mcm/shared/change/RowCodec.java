package dev.mcm.shared.change;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.change.RowEvent.Position;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// GNS's messages as [RowEvent]s.
public final class RowCodec {
    private RowCodec() {}

    /// @throws IllegalArgumentException when it is no event of `table`
    static RowEvent decode(Table table, byte[] value) {
        ChangeEvent event = parse(value);
        if (!event.getTable().equals(table.text())) {
            throw new IllegalArgumentException(
                    "table '" + event.getTable() + "' (expected: " + table.text() + ")");
        }
        List<String> key =
                event.getKeyList().stream().map(column -> text(column).orElse("")).toList();
        if (key.size() != table.key().size()) {
            throw new IllegalArgumentException(
                    "key of " + table.text() + ": " + key + " (expected: " + table.key() + ")");
        }
        Map<String, String> after = new HashMap<>();
        event.getAfterList()
                .forEach(column ->
                        text(column).ifPresent(text -> after.put(column.getName(), text)));
        return new RowEvent(
                table,
                key,
                event.getOp() == Op.OP_DELETE,
                new Position(
                        new Epoch(event.getEpoch()), new Lsn(event.getEndLsn()), event.getIndex()),
                after);
    }

    /// The value of a column as text; empty for null and bytes.
    public static Optional<String> text(Column column) {
        return switch (column.getValueCase()) {
            case STRING_VALUE -> Optional.of(column.getStringValue());
            case INT_VALUE -> Optional.of(Long.toString(column.getIntValue()));
            case BOOL_VALUE -> Optional.of(Boolean.toString(column.getBoolValue()));
            case DOUBLE_VALUE -> Optional.of(Double.toString(column.getDoubleValue()));
            case BYTES_VALUE, VALUE_NOT_SET -> Optional.empty();
        };
    }

    private static ChangeEvent parse(byte[] value) {
        try {
            return ChangeEvent.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("is not a change event", e);
        }
    }
}
