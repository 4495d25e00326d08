package dev.mcm.gns.loop;

import dev.mcm.gns.core.CommittedTransaction;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SourceMessage;
import dev.mcm.gns.port.ChangeSource;
import dev.mcm.gns.port.EventTopics;
import dev.mcm.gns.port.NotifierMeters;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the stream together to whole transactions, leaves out those that were published before, and
/// publishes the rest: what one batch brings, or [#FLUSH_EVENTS], in one step. Used by the source's
/// thread only.
final class TransactionPublisher implements ChangeSource.Handler, AutoCloseable {
    static final int FLUSH_EVENTS = 10_000;
    static final long MEMORY_LIMIT = 8L << 20;

    private final SlotName slot;
    private final EventTopics.Session log;
    private final NotifierMeters meters;
    private final TimeSource time;
    private final long memoryLimit;
    private final List<TransactionBuffer> buffers = new ArrayList<>();
    private final List<CommittedTransaction> pending = new ArrayList<>();
    private Position published;
    private int pendingEvents;
    private @Nullable TransactionBuffer open;

    /// @param published position of this slot's epoch
    TransactionPublisher(
            SlotName slot,
            Position published,
            EventTopics.Session log,
            NotifierMeters meters,
            TimeSource time) {
        this(slot, published, log, meters, time, MEMORY_LIMIT);
    }

    TransactionPublisher(
            SlotName slot,
            Position published,
            EventTopics.Session log,
            NotifierMeters meters,
            TimeSource time,
            long memoryLimit) {
        if (!published.epoch().equals(slot.epoch())) {
            throw new IllegalArgumentException(
                    "position of epoch " + published.epoch() + " (expected: that of " + slot + ")");
        }
        this.slot = slot;
        this.published = published;
        this.log = log;
        this.meters = meters;
        this.time = time;
        this.memoryLimit = memoryLimit;
    }

    @Override
    public int handle(List<SourceMessage> batch) {
        int durable = -1;
        for (int i = 0; i < batch.size(); i++) {
            accept(batch.get(i));
            if (open == null && pendingEvents >= FLUSH_EVENTS) {
                flush();
            }
            if (open == null) {
                durable = i;
            }
        }
        flush();
        return durable;
    }

    private void accept(SourceMessage message) {
        switch (message) {
            case SourceMessage.Begin begin -> {
                if (open != null) {
                    throw new IllegalStateException(
                            "transaction "
                                    + begin.tx()
                                    + " begins inside another (expected: after its end)");
                }
                open = new TransactionBuffer(memoryLimit);
            }
            case SourceMessage.Row row -> current().add(row.event());
            case SourceMessage.Heartbeat _ -> meters.heartbeat();
            case SourceMessage.End end -> end(end.endLsn());
        }
    }

    private TransactionBuffer current() {
        if (open == null) {
            throw new IllegalStateException(
                    "a message outside a transaction (expected: after its begin)");
        }
        return open;
    }

    private void end(Lsn endLsn) {
        TransactionBuffer buffer = current();
        open = null;
        CommittedTransaction transaction = buffer.commit(slot.epoch(), endLsn);
        if (transaction.size() == 0) {
            buffer.close();
        } else if (published.covers(endLsn)) {
            buffer.close();
            meters.skipped(1);
        } else {
            buffers.add(buffer);
            pending.add(transaction);
            pendingEvents += transaction.size();
        }
    }

    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        long start = time.nanoTime();
        int events = log.publish(slot, pending);
        meters.published(events, time.since(start));
        published = new Position(slot.epoch(), pending.getLast().endLsn());
        buffers.forEach(TransactionBuffer::close);
        buffers.clear();
        pending.clear();
        pendingEvents = 0;
    }

    /// Throws away what was not published.
    @Override
    public void close() {
        buffers.forEach(TransactionBuffer::close);
        if (open != null) {
            open.close();
        }
    }
}
