package dev.mcm.atc.loop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Whether calls to a plane make sense now. Closed by the first call that nobody answers, opened by
/// the next probe that is answered: a dead plane costs one call per probe, not one per deployment.
/// Thread-safe.
final class PlaneGate {
    private final List<Runnable> opened = new CopyOnWriteArrayList<>();
    private volatile boolean open;

    /// Calls `listener` whenever the gate opens; it must not block.
    void onOpened(Runnable listener) {
        opened.add(listener);
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }

    void open() {
        if (!open) {
            open = true;
            opened.forEach(Runnable::run);
        }
    }
}
