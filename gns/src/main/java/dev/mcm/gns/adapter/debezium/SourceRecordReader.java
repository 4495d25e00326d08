package dev.mcm.gns.adapter.debezium;

import com.google.protobuf.Timestamp;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Op;
import dev.mcm.gns.core.SourceMessage;
import dev.mcm.shared.id.Lsn;
import java.util.Locale;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// Reads Debezium's records. An unknown one is an error: it means that the settings do not fit.
final class SourceRecordReader {
    private static final String TRANSACTIONS = DebeziumSettings.PREFIX + ".transaction";
    private static final String MESSAGES = DebeziumSettings.PREFIX + ".message";
    private static final long MICROS = 1_000_000;

    private final Runnable onOmittedColumn;

    /// @param onOmittedColumn called for each column left out because Postgres did not send its
    ///   value
    SourceRecordReader(Runnable onOmittedColumn) {
        this.onOmittedColumn = onOmittedColumn;
    }

    SourceMessage read(SourceRecord record) {
        if (!(record.value() instanceof Struct value)) {
            throw new IllegalStateException(
                    "record of "
                            + record.topic()
                            + " is "
                            + record.value()
                            + " (expected: a struct)");
        }
        return switch (record.topic()) {
            case TRANSACTIONS -> transaction(value);
            case MESSAGES -> new SourceMessage.Heartbeat();
            default -> row(record, value);
        };
    }

    /// `id` is `<transaction>:<LSN>`; the LSN of an END is the position just behind the commit
    /// record.
    private static SourceMessage transaction(Struct value) {
        String id = value.getString("id");
        int colon = id.indexOf(':');
        String status = value.getString("status");
        return switch (status) {
            case "BEGIN" -> new SourceMessage.Begin(Long.parseLong(id, 0, colon, 10));
            case "END" ->
                    new SourceMessage.End(
                            new Lsn(Long.parseUnsignedLong(id, colon + 1, id.length(), 10)));
            default ->
                    throw new IllegalStateException(
                            "transaction "
                                    + id
                                    + " has status '"
                                    + status
                                    + "' (expected: BEGIN or END)");
        };
    }

    private SourceMessage row(SourceRecord record, Struct value) {
        Struct source = value.getStruct("source");
        Op op = op(value.getString("op"));
        ChangeEvent.Builder event =
                ChangeEvent.newBuilder()
                        .setTx(source.getInt64("txId"))
                        .setOp(op)
                        .setTable(source.getString("table"))
                        .setCommitTime(timestamp(source.getInt64("ts_us")));
        if (!(record.key() instanceof Struct key)) {
            throw new IllegalStateException(
                    "row of " + event.getTable() + " has no key (expected: a primary key)");
        }
        for (Field field : key.schema().fields()) {
            event.addKey(ConnectColumns.column(field, key.get(field)));
        }
        if (op != Op.OP_DELETE) {
            addAfter(event, value.getStruct("after"));
        }
        return new SourceMessage.Row(event.build());
    }

    private void addAfter(ChangeEvent.Builder event, Struct after) {
        for (Field field : after.schema().fields()) {
            @Nullable Object value = after.get(field);
            if (ConnectColumns.isUnavailable(value)) {
                onOmittedColumn.run();
            } else {
                event.addAfter(ConnectColumns.column(field, value));
            }
        }
    }

    private static Op op(String code) {
        return switch (code) {
            case "c" -> Op.OP_INSERT;
            case "u" -> Op.OP_UPDATE;
            case "d" -> Op.OP_DELETE;
            default ->
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "operation '%s' (expected: c, u or d; a publication without"
                                            + " TRUNCATE)",
                                    code));
        };
    }

    private static Timestamp timestamp(long micros) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(micros, MICROS))
                .setNanos((int) Math.floorMod(micros, MICROS) * 1_000)
                .build();
    }
}
