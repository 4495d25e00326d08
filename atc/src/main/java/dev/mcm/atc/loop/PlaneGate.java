package dev.mcm.atc.loop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Whether calls to a plane make sense now. Closed by the first call that nobody answers, opened by
/// the next probe that is answered: a dead plane costs one call per probe, not one per deployment.
/// Thread-safe.
final class PlaneGate {
    private final List<Runnable> opened = new CopyOnWriteArrayList<>();
    private volatile boolean open;
    private volatile boolean prunes = true;

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

    /// To be said before the gate is opened: whether it is certain that what is there is this
    /// plane's, so that what does not belong there may go.
    void mayPrune(boolean certain) {
        prunes = certain;
    }

    boolean mayPrune() {
        return open && prunes;
    }

    void open() {
        if (!open) {
            open = true;
            opened.forEach(Runnable::run);
        }
    }
}
