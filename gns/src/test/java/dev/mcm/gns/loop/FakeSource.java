package dev.mcm.gns.loop;

import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.ChangeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Streams that end when the test says so.
final class FakeSource implements ChangeSource {
    final List<FakeStream> started = new ArrayList<>();

    @Override
    public Stream start(SlotName slot, Handler handler, Runnable onEnd) {
        FakeStream stream = new FakeStream(slot, handler, onEnd);
        started.add(stream);
        return stream;
    }

    static final class FakeStream implements Stream {
        final SlotName slot;
        final Handler handler;
        private final Runnable onEnd;
        private Optional<String> ended = Optional.empty();
        boolean closed;

        FakeStream(SlotName slot, Handler handler, Runnable onEnd) {
            this.slot = slot;
            this.handler = handler;
            this.onEnd = onEnd;
        }

        void end(String reason) {
            ended = Optional.of(reason);
            onEnd.run();
        }

        @Override
        public void hush() {}

        @Override
        public Optional<String> ended() {
            return ended;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
