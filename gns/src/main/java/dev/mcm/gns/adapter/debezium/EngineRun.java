package dev.mcm.gns.adapter.debezium;

import dev.mcm.gns.core.SourceMessage;
import dev.mcm.gns.port.ChangeSource;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of an engine. Only the last record of a published transaction is acknowledged: the
/// engine then tells Postgres its position.
final class EngineRun
        implements ChangeSource.Stream,
                DebeziumEngine.ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> {
    private static final Logger log = LoggerFactory.getLogger(EngineRun.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final SourceRecordReader reader;
    private final ChangeSource.Handler handler;
    private final Runnable onEnd;
    private @Nullable DebeziumEngine<?> engine;
    private @Nullable Thread thread;
    private volatile @Nullable String ended;
    private volatile boolean hushed;

    EngineRun(SourceRecordReader reader, ChangeSource.Handler handler, Runnable onEnd) {
        this.reader = reader;
        this.handler = handler;
        this.onEnd = onEnd;
    }

    void start(DebeziumEngine<?> created) {
        engine = created;
        thread = Thread.ofPlatform().name("gns-engine").daemon().start(created);
    }

    @Override
    public void handleBatch(
            List<ChangeEvent<SourceRecord, SourceRecord>> records,
            DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
            throws InterruptedException {
        if (hushed) {
            return;
        }
        List<SourceMessage> batch = new ArrayList<>(records.size());
        for (var record : records) {
            batch.add(reader.read(record.value()));
        }
        int durable = handler.handle(batch);
        if (durable >= 0) {
            committer.markProcessed(records.get(durable));
            committer.markBatchFinished();
        }
    }

    /// The engine must not drop tombstones by itself; it makes none.
    @Override
    public boolean supportsTombstoneEvents() {
        return true;
    }

    void completed(@Nullable String message, @Nullable Throwable error) {
        @Nullable Throwable cause = error;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        ended = cause == null ? String.valueOf(message) : cause.toString();
        onEnd.run();
    }

    @Override
    public void hush() {
        hushed = true;
    }

    @Override
    public Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    /// The engine refuses to close while it starts and when it has ended; either way the thread
    /// ends by an interrupt at the latest.
    @Override
    public void close() {
        if (engine == null || thread == null) {
            return;
        }
        try {
            engine.close();
        } catch (IOException | IllegalStateException e) {
            log.atDebug().setCause(e).log("the engine does not close by itself");
        }
        try {
            if (!thread.join(STOP_LIMIT)) {
                thread.interrupt();
                log.atWarn().log("the engine did not stop in time and was interrupted");
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
