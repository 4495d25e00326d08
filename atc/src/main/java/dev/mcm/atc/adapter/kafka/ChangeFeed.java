package dev.mcm.atc.adapter.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.port.RowChange;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.kafka.PoisonRecordException;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.kafka.TailHandler;
import dev.mcm.shared.kafka.TailPlan;
import dev.mcm.shared.kafka.TailStart;
import dev.mcm.shared.kafka.TopicSpecs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Turns change events into wake-ups.
public final class ChangeFeed implements TailHandler {
    private static final String DEPLOYMENTS = "deployments";
    private static final Set<String> OWNER_COLUMNS = Set.of("organization_id", "model_id");

    /// Tables whose changes ATC reacts to.
    public static final Set<String> TABLES =
            Set.of(
                    "organizations",
                    "planes",
                    DEPLOYMENTS,
                    "scale_targets",
                    "placements",
                    "placement_summaries",
                    "plane_states",
                    "pushes",
                    "deployment_observed");

    private final List<Consumer<RowChange>> listeners;

    /// @param listeners called for each change, in the feed's thread; they must not block
    public ChangeFeed(List<Consumer<RowChange>> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /// What to read: only what comes from now on, since everything is read from the database at the
    /// start.
    public static TailPlan plan() {
        Set<String> topics =
                TABLES.stream()
                        .map(table -> TopicSpecs.changes(table).name())
                        .collect(Collectors.toSet());
        return new TailPlan("atc-changes", topics, new TailStart.End());
    }

    @Override
    public void handle(TailBatch batch) throws PoisonRecordException {
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            if (record.value() != null) {
                RowChange change = parse(record);
                listeners.forEach(listener -> listener.accept(change));
            }
        }
    }

    private static RowChange parse(ConsumerRecord<byte[], byte[]> record)
            throws PoisonRecordException {
        try {
            ChangeEvent event = ChangeEvent.parseFrom(record.value());
            List<String> key = event.getKeyList().stream().map(ChangeFeed::text).toList();
            return new RowChange(
                    event.getTable(),
                    key,
                    owner(event),
                    event.getOp() == Op.OP_DELETE,
                    new Epoch(event.getEpoch()),
                    new Lsn(event.getEndLsn()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new PoisonRecordException(record, "is not a change event", e);
        }
    }

    private static Optional<Owner> owner(ChangeEvent event) {
        if (!event.getTable().equals(DEPLOYMENTS) || event.getAfterCount() == 0) {
            return Optional.empty();
        }
        Map<String, String> row =
                event.getAfterList().stream()
                        .filter(column -> OWNER_COLUMNS.contains(column.getName()))
                        .collect(Collectors.toMap(Column::getName, Column::getStringValue));
        return row.size() < OWNER_COLUMNS.size()
                ? Optional.empty()
                : Optional.of(
                        new Owner(
                                new OrganizationId(row.getOrDefault("organization_id", "")),
                                new ModelId(row.getOrDefault("model_id", ""))));
    }

    private static String text(Column column) {
        return switch (column.getValueCase()) {
            case STRING_VALUE -> column.getStringValue();
            case INT_VALUE -> Long.toString(column.getIntValue());
            case BOOL_VALUE -> Boolean.toString(column.getBoolValue());
            case DOUBLE_VALUE -> Double.toString(column.getDoubleValue());
            case BYTES_VALUE, VALUE_NOT_SET -> "";
        };
    }
}
