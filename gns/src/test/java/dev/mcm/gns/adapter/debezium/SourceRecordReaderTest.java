package dev.mcm.gns.adapter.debezium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.gns.core.SourceMessage;
import dev.mcm.shared.id.Lsn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

final class SourceRecordReaderTest {
    private static final Schema TRANSACTION =
            SchemaBuilder.struct()
                    .field("status", Schema.STRING_SCHEMA)
                    .field("id", Schema.STRING_SCHEMA)
                    .build();
    private static final Schema SOURCE =
            SchemaBuilder.struct()
                    .field("table", Schema.STRING_SCHEMA)
                    .field("txId", Schema.INT64_SCHEMA)
                    .field("ts_us", Schema.INT64_SCHEMA)
                    .build();
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();
    private static final Schema ROW =
            SchemaBuilder.struct()
                    .optional()
                    .field("id", Schema.STRING_SCHEMA)
                    .field("count", Schema.OPTIONAL_INT32_SCHEMA)
                    .field("share", Schema.OPTIONAL_FLOAT64_SCHEMA)
                    .field("on", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                    .field("body", Schema.OPTIONAL_BYTES_SCHEMA)
                    .field("regions", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
                    .field(
                            "at",
                            SchemaBuilder.string()
                                    .optional()
                                    .name("io.debezium.time.ZonedTimestamp")
                                    .build())
                    .field(
                            "verdicts",
                            SchemaBuilder.string().optional().name("io.debezium.data.Json").build())
                    .build();
    private static final Schema ENVELOPE =
            SchemaBuilder.struct()
                    .field("op", Schema.STRING_SCHEMA)
                    .field("after", ROW)
                    .field("source", SOURCE)
                    .build();

    private final AtomicInteger omitted = new AtomicInteger();
    private final SourceRecordReader reader = new SourceRecordReader(omitted::incrementAndGet);

    @Test
    void theMarksOfATransactionAreRead() {
        assertThat(reader.read(transaction("BEGIN", "77:4096")))
                .isEqualTo(new SourceMessage.Begin(77));
        assertThat(reader.read(transaction("END", "77:18446744073709551615")))
                .isEqualTo(new SourceMessage.End(new Lsn(-1)));
    }

    @Test
    void aLogicalMessageIsAHeartbeat() {
        Struct value =
                new Struct(SchemaBuilder.struct().field("op", Schema.STRING_SCHEMA).build())
                        .put("op", "m");
        assertThat(reader.read(record("gns.message", null, value)))
                .isEqualTo(new SourceMessage.Heartbeat());
    }

    @Test
    void aRowIsReadWithEveryKindOfColumn() {
        Struct after =
                new Struct(ROW)
                        .put("id", "a")
                        .put("count", 7)
                        .put("share", 0.5)
                        .put("on", true)
                        .put("body", ByteBuffer.wrap(new byte[] {1, 2}))
                        .put("regions", List.of("eu", "us"))
                        .put("at", "2026-11-23T07:00:00.000001Z")
                        .put("verdicts", "{\"a\": 1}");
        ChangeEvent event = row("u", after);
        assertThat(event.getOp()).isEqualTo(Op.OP_UPDATE);
        assertThat(event.getTable()).isEqualTo("planes");
        assertThat(event.getTx()).isEqualTo(77);
        assertThat(event.getCommitTime())
                .isEqualTo(Timestamp.newBuilder().setSeconds(1).setNanos(500_001_000).build());
        assertThat(event.getKeyList()).containsExactly(column("id").setStringValue("a").build());
        assertThat(event.getAfterList())
                .containsExactly(
                        column("id").setStringValue("a").build(),
                        column("count").setIntValue(7).build(),
                        column("share").setDoubleValue(0.5).build(),
                        column("on").setBoolValue(true).build(),
                        column("body")
                                .setBytesValue(ByteString.copyFrom(new byte[] {1, 2}))
                                .build(),
                        column("regions").setStringValue("[\"eu\",\"us\"]").build(),
                        column("at").setIntValue(1_795_417_200_000_001L).build(),
                        column("verdicts").setStringValue("{\"a\": 1}").build());
    }

    @Test
    void nullsAreColumnsWithoutAValue() {
        ChangeEvent event = row("c", new Struct(ROW).put("id", "a"));
        assertThat(event.getAfterList()).hasSize(8).element(1).isEqualTo(column("count").build());
        assertThat(omitted).hasValue(0);
    }

    @Test
    void aDeletionHasOnlyItsKey() {
        ChangeEvent event = row("d", null);
        assertThat(event.getOp()).isEqualTo(Op.OP_DELETE);
        assertThat(event.getAfterList()).isEmpty();
        assertThat(event.getKeyCount()).isEqualTo(1);
    }

    @Test
    void aValueThatPostgresDidNotSendIsLeftOutAndCounted() {
        ByteBuffer bytes =
                ByteBuffer.wrap(ConnectColumns.UNAVAILABLE.getBytes(StandardCharsets.UTF_8));
        ChangeEvent event =
                row(
                        "u",
                        new Struct(ROW)
                                .put("id", "a")
                                .put("body", bytes)
                                .put("verdicts", ConnectColumns.UNAVAILABLE)
                                .put("regions", List.of(ConnectColumns.UNAVAILABLE)));
        assertThat(event.getAfterList())
                .extracting(Column::getName)
                .containsExactly("id", "count", "share", "on", "at");
        assertThat(event.toString()).doesNotContain(ConnectColumns.UNAVAILABLE);
        assertThat(omitted).hasValue(3);
    }

    @Test
    void whatIsNotUnderstoodIsAnError() {
        assertThatThrownBy(() -> row("t", null)).hasMessageContaining("operation 't'");
        assertThatThrownBy(() -> reader.read(transaction("PAUSE", "1:1")))
                .hasMessageContaining("PAUSE");
        assertThatThrownBy(() -> reader.read(record("gns.public.planes", null, null)))
                .hasMessageContaining("gns.public.planes");
        Schema money =
                SchemaBuilder.struct()
                        .field(
                                "price",
                                SchemaBuilder.bytes()
                                        .name("org.apache.kafka.connect.data.Decimal")
                                        .build())
                        .build();
        assertThatThrownBy(() -> ConnectColumns.column(money.field("price"), new byte[1]))
                .hasMessageContaining("price")
                .hasMessageContaining("Decimal");
    }

    private ChangeEvent row(String op, Struct after) {
        Struct source =
                new Struct(SOURCE).put("table", "planes").put("txId", 77L).put("ts_us", 1_500_001L);
        Struct value = new Struct(ENVELOPE).put("op", op).put("after", after).put("source", source);
        SourceMessage message =
                reader.read(record("gns.public.planes", new Struct(KEY).put("id", "a"), value));
        return ((SourceMessage.Row) message).event();
    }

    private static SourceRecord transaction(String status, String id) {
        return record(
                "gns.transaction",
                null,
                new Struct(TRANSACTION).put("status", status).put("id", id));
    }

    private static SourceRecord record(String topic, Struct key, Struct value) {
        return new SourceRecord(Map.of(), Map.of(), topic, null, key, null, value);
    }

    private static Column.Builder column(String name) {
        return Column.newBuilder().setName(name);
    }
}
