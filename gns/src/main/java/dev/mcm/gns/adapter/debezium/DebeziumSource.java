package dev.mcm.gns.adapter.debezium;

import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.ChangeSource;
import dev.mcm.shared.config.PostgresConfig;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import java.time.Duration;

/// Streams through an engine of its own per start.
public final class DebeziumSource implements ChangeSource {
    private final PostgresConfig postgres;
    private final Duration pollInterval;
    private final SourceRecordReader reader;

    /// @param pollInterval how long the engine waits for more; the floor of the latency
    /// @param onOmittedColumn called for each value that Postgres did not send
    public DebeziumSource(
            PostgresConfig postgres, Duration pollInterval, Runnable onOmittedColumn) {
        this.postgres = postgres;
        this.pollInterval = pollInterval;
        this.reader = new SourceRecordReader(onOmittedColumn);
    }

    @Override
    public Stream start(SlotName slot, Handler handler, Runnable onEnd) {
        EngineRun run = new EngineRun(reader, handler, onEnd);
        run.start(
                DebeziumEngine.create(Connect.class)
                        .using(DebeziumSettings.of(postgres, slot, pollInterval))
                        .notifying(run)
                        .using((success, message, error) -> run.completed(message, error))
                        .build());
        return run;
    }
}
