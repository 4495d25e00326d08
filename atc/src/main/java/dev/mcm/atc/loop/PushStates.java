package dev.mcm.atc.loop;

import dev.mcm.atc.port.PushStateLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.type.v1.PushState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes what is known of planes: what has changed, and every few seconds the rest, so that a row
/// that nobody writes any more can be told by its age. All in one statement. For one thread.
final class PushStates {
    static final Duration SAID_AGAIN_AFTER = Duration.ofSeconds(10);

    private record Said(PushState state, long at) {}

    private final PushStateLog log;
    private final TimeSource time;
    private final Map<PlaneId, Said> said = new HashMap<>();

    PushStates(PushStateLog log, TimeSource time) {
        this.log = log;
        this.time = time;
    }

    /// @param now of all planes that this process works on
    void write(Map<PlaneId, PushState> now) {
        said.keySet().retainAll(now.keySet());
        Map<PlaneId, PushState> due = new TreeMap<>(now);
        due.entrySet().removeIf(state -> isSaid(state.getKey(), state.getValue()));
        if (!due.isEmpty()) {
            log.write(due);
            long at = time.nanoTime();
            due.forEach((plane, state) -> said.put(plane, new Said(state, at)));
        }
    }

    private boolean isSaid(PlaneId plane, PushState state) {
        @Nullable Said last = said.get(plane);
        return last != null
                && last.state().equals(state)
                && time.since(last.at()).compareTo(SAID_AGAIN_AFTER) < 0;
    }
}
