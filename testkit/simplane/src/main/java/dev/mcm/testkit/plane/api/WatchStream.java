package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.store.EventLog;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// One open watch. It pulls from the event log at the pace of its client, on its own event loop;
/// changes only wake it.
final class WatchStream {

    private static final int EVENTS_PER_WRITE = 256;

    /// What the client asked for.
    ///
    /// @param initial objects to send as added before anything else
    /// @param version changes after this one are sent
    /// @param markInitialEnd whether to send a bookmark after the initial objects
    record Plan(
            ResourceType type,
            Iterator<StoredObject> initial,
            long version,
            boolean markInitialEnd,
            boolean bookmarks) {}

    private final ObjectStore store;
    private final EventLog log;
    private final Plan plan;
    private final WatchEvents events;
    private final WatchSink sink;
    private final Context context;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ObjectStore.Subscription subscription;
    private Iterator<StoredObject> initial;
    private boolean initialEndDue;
    private long position;
    private boolean ended;
    private volatile boolean dead;

    /// @throws StatusException when changes after the plan's version are forgotten
    WatchStream(ObjectStore store, Plan plan, WatchEvents events, WatchSink sink, Context context) {
        this.store = store;
        this.plan = plan;
        this.events = events;
        this.sink = sink;
        this.context = context;
        log = store.log(plan.type());
        initial = plan.initial();
        initialEndDue = plan.markInitialEnd();
        position =
                log.positionAfter(plan.version())
                        .orElseThrow(() ->
                                tooOld(
                                        "too old resource version: "
                                                + plan.version()
                                                + " ("
                                                + log.forgotten()
                                                + ")"));
        subscription = store.listen(plan.type(), _ -> wake());
        sink.onClose(this::stop);
        wake();
    }

    private static StatusException tooOld(String message) {
        return StatusException.gone(message);
    }

    /// Safe to call from any thread.
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(_ -> pump());
        }
    }

    private void pump() {
        woken.set(false);
        if (sink.isClosed()) {
            stop();
        }
        if (dead) {
            return;
        }
        while (!ended && !sink.isFull()) {
            List<Buffer> ready = nextWrite();
            if (ready.isEmpty()) {
                return;
            }
            sink.write(ready);
        }
        if (!ended) {
            sink.onDrain(this::wake);
        }
    }

    private List<Buffer> nextWrite() {
        List<Buffer> ready = new ArrayList<>();
        while (initial.hasNext() && ready.size() < EVENTS_PER_WRITE) {
            ready.add(events.added(initial.next()));
        }
        if (!initial.hasNext() && initialEndDue) {
            initialEndDue = false;
            ready.add(events.bookmark(plan.type(), plan.version(), true));
        }
        while (ready.isEmpty() && !ended) {
            Optional<List<StoreEvent>> changes = log.read(position, EVENTS_PER_WRITE);
            if (changes.isEmpty()) {
                fail(tooOld("the watch fell behind what the server remembers"));
            } else if (changes.get().isEmpty()) {
                return ready;
            } else {
                position += changes.get().size();
                for (StoreEvent change : changes.get()) {
                    if (change.version() > plan.version()) {
                        events.of(change).ifPresent(ready::add);
                    }
                }
            }
        }
        return ready;
    }

    /// Tells the client how far it is, when it wants to know and has got everything so far.
    void bookmark() {
        if (ended || dead || sink.isClosed() || !plan.bookmarks() || initial.hasNext()) {
            return;
        }
        long version = store.version();
        pump();
        if (!ended && !sink.isFull()) {
            sink.write(List.of(events.bookmark(plan.type(), version, false)));
        }
    }

    /// Ends the watch in good order, as after its timeout.
    void finish() {
        if (!ended && !dead) {
            bookmark();
            stop();
            if (!sink.isClosed()) {
                sink.end();
            }
        }
    }

    private void fail(StatusException failure) {
        stop();
        sink.write(List.of(WatchEvents.error(failure.status())));
        sink.end();
    }

    private void stop() {
        ended = true;
        initial = Collections.emptyIterator();
        subscription.cancel();
    }

    /// Nothing comes any more, and the connection stays open until the client closes it. Safe to
    /// call from any thread.
    void die() {
        dead = true;
    }

    boolean isEnded() {
        return ended;
    }
}
