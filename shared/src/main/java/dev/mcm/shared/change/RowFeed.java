package dev.mcm.shared.change;

import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.PoisonRecordException;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.kafka.TailHandler;
import dev.mcm.shared.kafka.TailPlan;
import dev.mcm.shared.kafka.TailStart;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Row changes of some tables, each once, in order within a table: a change that has been given to
/// the listener, or lies before one that has, is not given again. For one tail.
public final class RowFeed implements TailHandler {
    private final Map<String, Table> tables;
    private final Consumer<RowEvent> listener;
    private final Map<Table, RowEvent.Position> given = new EnumMap<>(Table.class);

    /// @param tables published ones
    /// @param listener called in the tail's thread; it must not block. A change during which it
    ///   fails comes again
    public RowFeed(Set<Table> tables, Consumer<RowEvent> listener) {
        tables.stream()
                .filter(table -> !table.isPublished())
                .findFirst()
                .ifPresent(table -> {
                    throw new IllegalArgumentException(
                            "table " + table + " (expected: one of " + Table.published() + ")");
                });
        this.tables =
                tables.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        table -> TopicSpecs.changes(table).name(), table -> table));
        this.listener = listener;
    }

    /// Reads them. Begins with what comes from its start on, since whoever starts reads the tables.
    ///
    /// @param name name of the tail
    public TopicTail tail(String name, KafkaClients kafka, TimeSource time, MeterRegistry meters) {
        return new TopicTail(plan(name), kafka, this, time, meters);
    }

    TailPlan plan(String tail) {
        return new TailPlan(tail, tables.keySet(), new TailStart.End());
    }

    @Override
    public void handle(TailBatch batch) throws PoisonRecordException {
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            if (record.value() != null) {
                accept(parse(record));
            }
        }
    }

    private void accept(RowEvent event) {
        Optional<RowEvent.Position> last = Optional.ofNullable(given.get(event.table()));
        if (last.isEmpty() || last.get().compareTo(event.position()) < 0) {
            listener.accept(event);
            given.put(event.table(), event.position());
        }
    }

    private RowEvent parse(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
        try {
            Table table =
                    Optional.ofNullable(tables.get(record.topic()))
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "topic '"
                                                    + record.topic()
                                                    + "' (expected: one of "
                                                    + tables.keySet()
                                                    + ")"));
            return RowCodec.decode(table, record.value());
        } catch (IllegalArgumentException e) {
            throw new PoisonRecordException(record, String.valueOf(e.getMessage()), e);
        }
    }
}
