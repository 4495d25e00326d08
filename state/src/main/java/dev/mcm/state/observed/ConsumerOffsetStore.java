package dev.mcm.state.observed;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.time.Instant;
import java.util.List;

/// Table `consumer_offsets` of the observed database: the fence of GSM's writes there, where the
/// lease's row cannot be locked.
public final class ConsumerOffsetStore {
    private static final String CLAIM =
            """
            INSERT INTO consumer_offsets AS t (topic, part, next_offset, owner_epoch, updated_at)
            VALUES (?, ?, 0, ?, clock_timestamp())
            ON CONFLICT (topic, part) DO UPDATE SET owner_epoch = excluded.owner_epoch, updated_at = excluded.updated_at
            WHERE t.owner_epoch <= excluded.owner_epoch
            RETURNING next_offset
            """;
    private static final String ADVANCE =
            """
            UPDATE consumer_offsets SET next_offset = ?, updated_at = clock_timestamp()
            WHERE topic = ? AND part = ? AND next_offset = ? AND owner_epoch = ?
            RETURNING updated_at
            """;

    /// Takes a partition over: from here on, advances under an older epoch fail.
    ///
    /// @return offset of the next record to read, 0 when nobody has read it yet
    /// @throws McmException NOT_LEADER when it belongs to a newer epoch
    public long claim(Tx tx, String topic, int part, Epoch owner) {
        List<Long> next =
                Statements.query(
                        tx, CLAIM, row -> row.getLong("next_offset"), topic, part, owner.value());
        if (next.isEmpty()) {
            throw fenced(topic, part);
        }
        return next.getFirst();
    }

    /// Moves on from `expected` to `next`, to be called in the transaction that writes what was
    /// read in between.
    ///
    /// @return when, by the clock of Postgres: what this transaction stores for the first time is
    ///   as old as that
    /// @throws McmException NOT_LEADER when the partition was taken over, or somebody else has
    ///   moved on: keep nothing of this transaction
    public Instant advance(Tx tx, TopicRange range, Epoch owner) {
        List<Instant> moved =
                Statements.query(
                        tx,
                        ADVANCE,
                        row -> Statements.instant(row, "updated_at"),
                        range.next(),
                        range.topic(),
                        range.part(),
                        range.expected(),
                        owner.value());
        if (moved.isEmpty()) {
            throw fenced(range.topic(), range.part());
        }
        return moved.getFirst();
    }

    /// Offsets of all partitions of the topic, in order of partition.
    public List<ConsumerOffset> ofTopic(Tx tx, String topic) {
        return rows(tx).offsetsOf(topic).stream().map(ConsumerOffsetEntity::toRow).toList();
    }

    /// All offsets, in order of topic and partition.
    public List<ConsumerOffset> all(Tx tx) {
        return rows(tx).offsets().stream().map(ConsumerOffsetEntity::toRow).toList();
    }

    /// Forgets a topic.
    ///
    /// @return number of rows removed
    public int delete(Tx tx, String topic) {
        return rows(tx).deleteOffsets(topic);
    }

    private static McmException fenced(String topic, int part) {
        return McmException.notLeader("partition " + part + " of topic '" + topic + "'");
    }

    private static ObservedRepository rows(Tx tx) {
        return new ObservedRepository_(tx.session());
    }
}
