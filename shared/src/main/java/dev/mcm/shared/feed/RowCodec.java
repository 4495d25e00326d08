package dev.mcm.shared.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.feed.RowEvent.Position;
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

    /// What a later release has added is passed over: columns of the key that this program does not
    /// know, sorts of values and of operations. Columns that the key did not have yet are empty.
    ///
    /// @throws IllegalArgumentException when it is no event of `table`
    static RowEvent decode(Table table, byte[] value) {
        ChangeEvent event = parse(value);
        if (!event.getTable().equals(table.text())) {
            throw new IllegalArgumentException(
                    "table '" + event.getTable() + "' (expected: " + table.text() + ")");
        }
        boolean keyKnown = event.getKeyCount() == table.key().size();
        return new RowEvent(
                table,
                key(table, texts(event.getKeyList())),
                event.getOp() == Op.OP_DELETE && keyKnown,
                new Position(
                        new Epoch(event.getEpoch()), new Lsn(event.getEndLsn()), event.getIndex()),
                texts(event.getAfterList()));
    }

    private static List<String> key(Table table, Map<String, String> columns) {
        if (!columns.keySet().containsAll(table.firstKey())) {
            throw new IllegalArgumentException(
                    "key of "
                            + table.text()
                            + ": "
                            + columns.keySet()
                            + " (expected: "
                            + table.key()
                            + ")");
        }
        return table.key().stream().map(column -> columns.getOrDefault(column, "")).toList();
    }

    private static Map<String, String> texts(List<Column> columns) {
        Map<String, String> texts = new HashMap<>();
        columns.forEach(
                column -> text(column).ifPresent(text -> texts.put(column.getName(), text)));
        return texts;
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
