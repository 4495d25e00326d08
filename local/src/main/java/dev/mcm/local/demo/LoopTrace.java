package dev.mcm.local.demo;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Follows every change through the loop by GNS's events and measures each hop, per deployment and
/// plane. Times are the database's commit times, so all hops are on one clock. Thread-safe.
final class LoopTrace {
    /// @param plane empty for hops that concern no single plane
    record Where(String deployment, String plane) implements Comparable<Where> {
        @Override
        public int compareTo(Where other) {
            int byDeployment = deployment.compareTo(other.deployment);
            return byDeployment != 0 ? byDeployment : plane.compareTo(other.plane);
        }
    }

    private record Placed(Instant at, long pushVersion, long replicas) {}

    private record Pushed(Instant at, long replicas) {}

    private final Map<Where, Map<Hop, LatencyStats>> hops = new TreeMap<>();
    private final Map<String, Instant> asked = new HashMap<>();
    private final Map<String, Instant> scaled = new HashMap<>();
    private final Map<Where, Placed> placed = new HashMap<>();
    private final Map<Where, Pushed> pushed = new HashMap<>();

    /// Takes one event.
    ///
    /// @param onKafka the record's timestamp
    synchronized void accept(ChangeEvent event, Instant onKafka) {
        Instant at = instant(event);
        if (event.getOp() == Op.OP_DELETE || event.getOp() == Op.OP_READ) {
            return;
        }
        Row row = new Row(event);
        Where where = new Where(row.text("deployment_id"), row.text("plane_id"));
        Table.of(event.getTable()).ifPresent(table -> note(table, row, where, at));
        if (!where.deployment().isEmpty()) {
            sample(new Where(where.deployment(), ""), Hop.COMMIT_TO_EVENT, at, onKafka);
        }
    }

    private void note(Table table, Row row, Where where, Instant at) {
        switch (table) {
            case DEPLOYMENTS -> asked.putIfAbsent(row.text("id"), at);
            case SCALE_TARGETS -> scaled(row, at);
            case PLACEMENTS -> placed(where, row, at);
            case PUSHES -> pushed(where, row, at);
            case DEPLOYMENT_OBSERVED -> observed(where, row, at);
            default -> {}
        }
    }

    private void scaled(Row row, Instant at) {
        String deployment = row.text("deployment_id");
        Instant askedAt = asked.remove(deployment);
        if (askedAt != null && row.number("revision") == 1) {
            sample(new Where(deployment, ""), Hop.ASKED_TO_SCALED, askedAt, at);
        }
        scaled.put(deployment, at);
    }

    private void placed(Where where, Row row, Instant at) {
        Instant scaledAt = scaled.get(where.deployment());
        if (scaledAt != null && !at.isBefore(scaledAt)) {
            sample(new Where(where.deployment(), ""), Hop.SCALED_TO_PLACED, scaledAt, at);
            scaled.remove(where.deployment());
        }
        placed.put(where, new Placed(at, row.number("version"), row.number("replicas")));
    }

    private void pushed(Where where, Row row, Instant at) {
        Placed placement = placed.get(where);
        if (placement != null && row.number("applied_version") >= placement.pushVersion()) {
            sample(where, Hop.PLACED_TO_PUSHED, placement.at(), at);
            placed.remove(where);
            pushed.put(where, new Pushed(at, placement.replicas()));
        }
    }

    private void observed(Where where, Row row, Instant at) {
        Pushed push = pushed.get(where);
        if (push != null
                && row.number("ready") == push.replicas()
                && row.number("pods") == push.replicas()) {
            sample(where, Hop.PUSHED_TO_READY, push.at(), at);
            pushed.remove(where);
        }
    }

    private void sample(Where where, Hop hop, Instant from, Instant to) {
        double millis = Duration.between(from, to).toNanos() / 1e6;
        hops.computeIfAbsent(where, _ -> new EnumMap<>(Hop.class))
                .computeIfAbsent(hop, _ -> new LatencyStats())
                .add(Math.max(0, millis));
    }

    /// Samples of one hop at one place; empty when there are none.
    synchronized LatencyStats stats(Where where, Hop hop) {
        LatencyStats copy = new LatencyStats();
        LatencyStats stats = hops.getOrDefault(where, Map.of()).get(hop);
        if (stats != null) {
            copy.addAll(stats);
        }
        return copy;
    }

    /// Samples of one hop over everything.
    synchronized LatencyStats stats(Hop hop) {
        LatencyStats all = new LatencyStats();
        for (Map<Hop, LatencyStats> byHop : hops.values()) {
            LatencyStats stats = byHop.get(hop);
            if (stats != null) {
                all.addAll(stats);
            }
        }
        return all;
    }

    private static Instant instant(ChangeEvent event) {
        return Instant.ofEpochSecond(
                event.getCommitTime().getSeconds(), event.getCommitTime().getNanos());
    }

    /// The row after a change, by column name.
    private static final class Row {
        private final Map<String, Column> columns = new HashMap<>();

        Row(ChangeEvent event) {
            event.getAfterList().forEach(column -> columns.put(column.getName(), column));
        }

        String text(String name) {
            @Nullable Column column = columns.get(name);
            return column == null ? "" : column.getStringValue();
        }

        long number(String name) {
            @Nullable Column column = columns.get(name);
            return column == null ? 0 : column.getIntValue();
        }
    }
}
