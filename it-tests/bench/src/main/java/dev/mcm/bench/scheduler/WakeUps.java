package dev.mcm.bench.scheduler;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.table.Table;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// In the place of GNS: every change of a table that the Scheduler does not write itself becomes an
/// event on Kafka, in the order of the commits. Without GNS' transactions on Kafka.
final class WakeUps implements WalTail.Listener, AutoCloseable {
    private static final Set<Table> ITS_OWN =
            EnumSet.of(Table.PLACEMENTS, Table.PLACEMENT_SUMMARIES, Table.PLANE_STATES);
    private static final Set<Integer> INTEGERS = Set.of(20, 21, 23);
    private static final int BOOLEAN = 16;
    private static final int BYTES = 17;
    private static final int TIMESTAMP = 1184;
    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final DateTimeFormatter TIMESTAMPS =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral(' ')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendOffset("+HH", "+00")
                    .toFormatter();

    private final Producer<byte[], byte[]> producer;
    private final Map<String, Table> tables = new HashMap<>();

    WakeUps(String kafka) throws InterruptedException {
        KafkaClients clients = KafkaClients.of(KafkaConfig.plain(kafka), "bench");
        for (Table table : Table.published()) {
            if (!ITS_OWN.contains(table)) {
                tables.put(table.text(), table);
            }
        }
        try (Admin admin = clients.admin("topics")) {
            Topics.ensure(
                    admin, Table.published().stream().map(TopicSpecs::changes).toList(), (short) 1);
        }
        this.producer = clients.producer("wake-ups", Map.of());
    }

    @Override
    public void committed(WalDecoder.Committed transaction, long nanos) {
        List<WalRow> rows = transaction.rows();
        for (int index = 0; index < rows.size(); index++) {
            Table table = tables.get(rows.get(index).relation().table());
            if (table != null) {
                publish(transaction, index, table);
            }
        }
    }

    private void publish(WalDecoder.Committed transaction, int index, Table table) {
        WalRow row = transaction.rows().get(index);
        ChangeEvent.Builder event =
                ChangeEvent.newBuilder()
                        .setEpoch(1)
                        .setEndLsn(transaction.end())
                        .setTx(transaction.transaction())
                        .setIndex(index)
                        .setOp(row.op())
                        .setTable(table.text());
        List<WalRow.Column> columns = row.relation().columns();
        StringBuilder key = new StringBuilder();
        for (String name : table.key()) {
            int at = row.relation().index(name);
            event.addKey(column(columns.get(at), row.values().get(at)));
            key.append('/').append(row.values().get(at));
        }
        if (row.op() != Op.OP_DELETE) {
            for (int i = 0; i < columns.size(); i++) {
                event.addAfter(column(columns.get(i), row.values().get(i)));
            }
        }
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                TopicSpecs.changes(table).name(),
                                key.substring(1).getBytes(StandardCharsets.UTF_8),
                                event.build().toByteArray()));
    }

    private static Column column(WalRow.Column column, @Nullable String text) {
        Column.Builder value = Column.newBuilder().setName(column.name());
        if (text == null || column.type() == BYTES) {
            return value.build();
        }
        if (column.type() == BOOLEAN) {
            value.setBoolValue(text.equals("t"));
        } else if (INTEGERS.contains(column.type())) {
            value.setIntValue(Long.parseLong(text));
        } else if (column.type() == TIMESTAMP) {
            value.setIntValue(micros(text));
        } else {
            value.setStringValue(text);
        }
        return value.build();
    }

    private static long micros(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text, TIMESTAMPS);
        return time.toEpochSecond() * MICROS + time.getNano() / NANOS_PER_MICRO;
    }

    @Override
    public void close() {
        producer.close();
    }
}
