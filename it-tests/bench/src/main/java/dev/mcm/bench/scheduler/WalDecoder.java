package dev.mcm.bench.scheduler;

import dev.mcm.event.v1.Op;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Messages of pgoutput, protocol version 1, put together to transactions. For one stream.
final class WalDecoder {
    private final Map<Integer, WalRow.Relation> relations = new HashMap<>();
    private List<WalRow> rows = new ArrayList<>();
    private long transaction;

    /// @param end position just behind its commit
    record Committed(long transaction, long end, List<WalRow> rows) {}

    /// @return a transaction when the message ends it
    Optional<Committed> accept(ByteBuffer message) {
        switch (message.get()) {
            case 'B' -> {
                message.getLong();
                message.getLong();
                transaction = message.getInt();
                rows = new ArrayList<>();
            }
            case 'R' -> relation(message);
            case 'I' -> {
                WalRow.Relation relation = relationOf(message);
                message.get();
                rows.add(new WalRow(relation, Op.OP_INSERT, tuple(message)));
            }
            case 'U' -> {
                WalRow.Relation relation = relationOf(message);
                if (message.get() != 'N') {
                    tuple(message);
                    message.get();
                }
                rows.add(new WalRow(relation, Op.OP_UPDATE, tuple(message)));
            }
            case 'D' -> {
                WalRow.Relation relation = relationOf(message);
                message.get();
                rows.add(new WalRow(relation, Op.OP_DELETE, tuple(message)));
            }
            case 'C' -> {
                message.get();
                message.getLong();
                return Optional.of(new Committed(transaction, message.getLong(), rows));
            }
            default -> {
                // Origins, types and truncations are nobody's decision.
            }
        }
        return Optional.empty();
    }

    private void relation(ByteBuffer message) {
        int id = message.getInt();
        string(message);
        String table = string(message);
        message.get();
        int count = message.getShort();
        List<WalRow.Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            message.get();
            String name = string(message);
            columns.add(new WalRow.Column(name, message.getInt()));
            message.getInt();
        }
        relations.put(id, new WalRow.Relation(table, columns));
    }

    private WalRow.Relation relationOf(ByteBuffer message) {
        return Objects.requireNonNull(relations.get(message.getInt()), "relation");
    }

    private static List<@Nullable String> tuple(ByteBuffer message) {
        int count = message.getShort();
        List<@Nullable String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(message.get() == 't' ? sized(message) : null);
        }
        return values;
    }

    private static String sized(ByteBuffer message) {
        byte[] text = new byte[message.getInt()];
        message.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static String string(ByteBuffer message) {
        int start = message.position();
        while (message.get() != 0) {
            // The end is the first zero.
        }
        byte[] text = new byte[message.position() - start - 1];
        message.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
