package dev.mcm.shared.lifecycle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of a service in the order in which they start; they stop in reverse.
///
/// A part that fails to start stops all that started before it. A part that fails to stop does not
/// keep the others from stopping. [#start()] and [#stop()] may be called from different threads and
/// more than once.
public final class Lifecycle {
    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private enum State {
        NEW,
        STARTED,
        STOPPED
    }

    /// A part, and whether it holds something before it is started.
    private record Entry(Part part, boolean open) {}

    private final List<Entry> entries = new ArrayList<>();
    private int reached;
    private State state = State.NEW;

    /// Adds a part that starts after those added before.
    public synchronized Lifecycle add(Part part) {
        requireNew(part.name());
        entries.add(new Entry(part, false));
        return this;
    }

    /// Takes over a resource that is open already: it is closed in its turn, also when [#start()]
    /// is never reached.
    public synchronized <T extends AutoCloseable> T own(String name, T resource) {
        requireNew(name);
        entries.add(new Entry(Part.closing(name, resource), true));
        return resource;
    }

    /// Starts all parts.
    ///
    /// @throws Exception the first failure, with failures to clean up as suppressed
    public synchronized void start() throws Exception {
        if (state == State.STARTED) {
            return;
        }
        if (state == State.STOPPED) {
            throw new IllegalStateException("lifecycle is stopped (expected: new)");
        }
        state = State.STARTED;
        try {
            while (reached < entries.size()) {
                Part part = entries.get(reached++).part();
                part.start();
                log.atDebug().addKeyValue("part", part.name()).log("started");
            }
        } catch (Exception e) {
            stopAll(e);
            throw e;
        }
    }

    /// Stops all parts that were started; closes owned resources also when nothing was started.
    ///
    /// @throws Exception the first failure, with the others as suppressed
    public synchronized void stop() throws Exception {
        Exception failure = stopAll(null);
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable Exception stopAll(@Nullable Exception first) {
        @Nullable Exception failure = first;
        if (state == State.STOPPED) {
            return failure;
        }
        state = State.STOPPED;
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (i < reached || entry.open()) {
                failure = stopOne(entry.part(), failure);
            }
        }
        return failure;
    }

    @SuppressWarnings(
            "ReferenceEquality") // The same failure may come again; it cannot suppress itself.
    private static @Nullable Exception stopOne(Part part, @Nullable Exception failure) {
        try {
            part.stop();
            log.atDebug().addKeyValue("part", part.name()).log("stopped");
            return failure;
        } catch (Exception e) {
            log.atWarn().addKeyValue("part", part.name()).setCause(e).log("failed to stop");
            if (failure == null || failure == e) {
                return e;
            }
            failure.addSuppressed(e);
            return failure;
        }
    }

    private void requireNew(String part) {
        if (state != State.NEW) {
            throw new IllegalStateException(
                    "part " + part + " added to a lifecycle that is " + state + " (expected: NEW)");
        }
    }
}
