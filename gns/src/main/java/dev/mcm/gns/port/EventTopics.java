package dev.mcm.gns.port;

import dev.mcm.gns.core.CommittedTransaction;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where events are published: one topic per table, and the position of what has been published,
/// changed atomically.
public interface EventTopics {
    /// Takes over the right to publish: whoever had it before can publish no more, and what it left
    /// unfinished is undone.
    Session open() throws InterruptedException;

    /// The right to publish. For one thread at a time. A failure leaves open whether the last call
    /// took effect: open a new session and ask for its position.
    interface Session extends AutoCloseable {
        /// What was published when the session was opened, of whatever slot.
        Optional<Position> position();

        /// Makes the tables' topics, where they are missing, and checks their settings.
        void prepare(Set<String> tables) throws InterruptedException;

        /// Publishes these transactions and their position in one step; returns when that is
        /// durable.
        ///
        /// @param transactions in commit order, at least one
        /// @return number of events
        int publish(SlotName slot, List<CommittedTransaction> transactions);

        @Override
        void close();
    }
}
