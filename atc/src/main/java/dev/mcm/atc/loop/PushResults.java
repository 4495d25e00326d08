package dev.mcm.atc.loop;

import dev.mcm.atc.port.PushLog;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects results of pushes to one plane until they are written, several at a time. Thread-safe.
final class PushResults {
    /// @param row null = the push can be forgotten
    private record Result(@Nullable Push row) {}

    private final PlaneId plane;
    private final PushLog log;
    private final InstantSource clock;
    private final Map<PushKey, Result> unwritten = new HashMap<>();

    PushResults(PlaneId plane, PushLog log, InstantSource clock) {
        this.plane = plane;
        this.log = log;
        this.clock = clock;
    }

    void applied(PushTask task) {
        long pushVersion = task.pushVersion();
        Instant now = clock.instant();
        put(task, new Push(key(task), pushVersion, pushVersion, "", 0, now, now));
    }

    void failed(PushTask task, String error) {
        @Nullable Push last = last(task);
        put(
                task,
                new Push(
                        key(task),
                        task.pushVersion(),
                        last == null ? 0 : last.appliedVersion(),
                        error.replace('\0', ' '),
                        last == null ? 1 : last.failedAttempts() + 1,
                        clock.instant(),
                        last == null ? null : last.appliedAt()));
    }

    void gone(PushTask task) {
        if (last(task) != null) {
            put(task, null);
        }
    }

    /// Writes what there is; it stays here when that fails.
    void write() {
        Map<PushKey, Result> batch = snapshot();
        if (batch.isEmpty()) {
            return;
        }
        List<Push> done = new ArrayList<>();
        List<PushKey> forgotten = new ArrayList<>();
        batch.forEach((key, result) -> {
            if (result.row() == null) {
                forgotten.add(key);
            } else {
                done.add(result.row());
            }
        });
        log.write(done, forgotten);
        forget(batch);
    }

    /// What was the outcome before, written or not: the task was read before that.
    private synchronized @Nullable Push last(PushTask task) {
        Result result = unwritten.get(key(task));
        return result == null ? task.last() : result.row();
    }

    private synchronized void put(PushTask task, @Nullable Push row) {
        unwritten.put(key(task), new Result(row));
    }

    private synchronized Map<PushKey, Result> snapshot() {
        return Map.copyOf(unwritten);
    }

    private synchronized void forget(Map<PushKey, Result> batch) {
        batch.forEach(unwritten::remove);
    }

    private PushKey key(PushTask task) {
        return new PushKey(task.deployment().id(), plane);
    }
}
