package dev.mcm.gns.loop;

import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.ChangeSource;
import dev.mcm.gns.port.EventLog;
import java.util.Set;

/// A slot that is being streamed, and all that has to be closed when it ends.
///
/// @param tables of the publication when streaming began
record Streaming(
        SlotName slot,
        Set<String> tables,
        ChangeSource.Stream stream,
        TransactionPublisher publisher,
        EventLog.Session session)
        implements AutoCloseable {

    /// Closes the log first: a publication in progress fails at once instead of keeping the stream
    /// from ending.
    @Override
    public void close() {
        try (session;
                publisher;
                stream) {
            session.close();
        }
    }
}
