package dev.mcm.shared.feed;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.PoisonException;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Row changes of some tables, each once, in order within a table: a change that has been given to
/// the listener, or lies before one that has, is not given again. Where changes may have been
/// missed, the listener is told to read again. For one tail.
public final class RowFeed implements TailHandler {
    private final Map<String, Table> tables;
    private final RowListener listener;
    private final Map<Table, RowEvent.Position> given = new EnumMap<>(Table.class);
    private @Nullable Epoch generation;

    /// @param tables published ones
    public RowFeed(Set<Table> tables, RowListener listener) {
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
    public void handle(TailBatch batch) throws PoisonException {
        Decoding.of(batch.records(), this::decode).forEach(this::accept);
    }

    /// What was given says nothing of a topic that begins anew: it may have been made again.
    @Override
    public void begins(Set<String> topics) {
        tables.forEach((topic, table) -> {
            if (topics.contains(topic)) {
                given.remove(table);
            }
        });
        listener.resync();
    }

    private void accept(RowEvent event) {
        RowEvent.Position last = given.get(event.table());
        if (last == null || last.compareTo(event.position()) < 0) {
            follow(event.position().epoch());
            listener.changed(event);
            given.put(event.table(), event.position());
        }
    }

    /// Tables come to a new generation one after the other; the first is the moment to read again.
    private void follow(Epoch epoch) {
        if (generation == null || epoch.isNewerThan(generation)) {
            listener.resync();
            generation = epoch;
        }
    }

    private RowEvent decode(ConsumerRecord<byte[], byte[]> record) {
        @Nullable Table table = tables.get(record.topic());
        if (table == null) {
            throw new IllegalArgumentException(
                    "topic '" + record.topic() + "' (expected: one of " + tables.keySet() + ")");
        }
        return RowCodec.decode(table, record.value());
    }
}
