package dev.mcm.gns.port;

import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SourceMessage;
import java.util.List;
import java.util.Optional;

/// Decodes the WAL from a slot on. After a restart it begins with the first transaction that was
/// not acknowledged.
public interface ChangeSource {
    /// Begins to stream, on threads of its own.
    ///
    /// @param onEnd called once when streaming has ended by itself
    Stream start(SlotName slot, Handler handler, Runnable onEnd);

    /// Takes the messages.
    @FunctionalInterface
    interface Handler {
        /// Called by one thread, in order.
        ///
        /// @return index of the last message of the batch up to which everything is durable and may
        ///   be acknowledged; -1 = none
        /// @throws RuntimeException to end the stream without acknowledging anything of the batch
        int handle(List<SourceMessage> batch);
    }

    /// A stream in progress.
    interface Stream extends AutoCloseable {
        /// Why it has ended by itself; empty while it runs.
        Optional<String> ended();

        /// Hands over no further batch; the one in progress goes on.
        void hush();

        /// Ends it; the handler is not called after this returns.
        @Override
        void close();
    }
}
