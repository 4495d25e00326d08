package dev.mcm.atc.loop;

import dev.mcm.atc.port.PushLog;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects results of pushes to one plane until they are written, several at a time. Thread-safe.
final class PushResults {
    private final PlaneId plane;
    private final PushLog log;
    private final InstantSource clock;
    private final Map<PushKey, Optional<Push>> unwritten = new HashMap<>();

    PushResults(PlaneId plane, PushLog log, InstantSource clock) {
        this.plane = plane;
        this.log = log;
        this.clock = clock;
    }

    void applied(PushTask task) {
        PushKey key = key(task);
        long version = task.pushVersion();
        put(
                key,
                Optional.of(
                        new Push(key, version, version, "", 0, clock.instant(), clock.instant())));
    }

    void failed(PushTask task, String error) {
        PushKey key = key(task);
        Push row =
                new Push(
                        key,
                        task.pushVersion(),
                        task.last().map(Push::appliedVersion).orElse(0L),
                        error.replace('\0', ' '),
                        task.last().map(Push::failedAttempts).orElse(0) + 1,
                        clock.instant(),
                        task.last().map(Push::appliedAt).orElse(null));
        put(key, Optional.of(row));
    }

    void gone(PushTask task) {
        if (task.last().isPresent()) {
            put(key(task), Optional.empty());
        }
    }

    /// Writes what there is; it stays here when that fails.
    void write() {
        Map<PushKey, Optional<Push>> batch = snapshot();
        if (batch.isEmpty()) {
            return;
        }
        List<Push> done = batch.values().stream().flatMap(Optional::stream).toList();
        List<PushKey> forgotten =
                batch.entrySet().stream()
                        .filter(entry -> entry.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        log.write(done, forgotten);
        forget(batch);
    }

    synchronized boolean isEmpty() {
        return unwritten.isEmpty();
    }

    private synchronized void put(PushKey key, Optional<Push> row) {
        unwritten.put(key, row);
    }

    private synchronized Map<PushKey, Optional<Push>> snapshot() {
        return Map.copyOf(unwritten);
    }

    private synchronized void forget(Map<PushKey, Optional<Push>> batch) {
        batch.forEach(unwritten::remove);
    }

    private PushKey key(PushTask task) {
        return new PushKey(task.deployment().id(), plane);
    }
}
