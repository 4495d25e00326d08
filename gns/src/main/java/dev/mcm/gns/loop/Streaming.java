package dev.mcm.gns.loop;

import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.ChangeSource;
import dev.mcm.gns.port.EventTopics;
import java.util.Set;

/// A slot that is being streamed, and all that has to be closed when it ends.
///
/// @param tables of the publication when streaming began
record Streaming(
        SlotName slot,
        Set<String> tables,
        ChangeSource.Stream stream,
        TransactionPublisher publisher,
        EventTopics.Session session)
        implements AutoCloseable {

    /// Lets a publication in progress finish, or fail soon, before the stream is ended: ending it
    /// waits for its handler.
    @Override
    public void close() {
        try (session;
                publisher;
                stream) {
            stream.hush();
            session.close();
        }
    }
}
