package dev.mcm.gns.loop;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.gns.core.CommittedTransaction;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.EventTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps what was published, fences like Kafka, and fails when told to.
final class FakeLog implements EventTopics {
    final List<List<ChangeEvent>> publications = new ArrayList<>();
    final Set<String> topics = new java.util.TreeSet<>();
    Optional<Position> position = Optional.empty();
    boolean failing;
    int opened;
    int openSessions;

    @Override
    public Session open() {
        opened++;
        openSessions++;
        return new FakeSession(opened, position);
    }

    List<ChangeEvent> events() {
        return publications.stream().flatMap(List::stream).toList();
    }

    private final class FakeSession implements Session {
        private final int number;
        private final Optional<Position> atOpen;
        private boolean closed;

        FakeSession(int number, Optional<Position> atOpen) {
            this.number = number;
            this.atOpen = atOpen;
        }

        @Override
        public Optional<Position> position() {
            return atOpen;
        }

        @Override
        public void prepare(Set<String> tables) {
            topics.addAll(tables);
        }

        @Override
        public int publish(SlotName slot, List<CommittedTransaction> transactions) {
            if (closed || number != opened || failing) {
                throw new IllegalStateException("fenced");
            }
            List<ChangeEvent> events = new ArrayList<>();
            transactions.forEach(transaction -> transaction.events().forEach(events::add));
            publications.add(events);
            position = Optional.of(new Position(slot.epoch(), transactions.getLast().endLsn()));
            return events.size();
        }

        @Override
        public void close() {
            openSessions -= closed ? 0 : 1;
            closed = true;
        }
    }
}
