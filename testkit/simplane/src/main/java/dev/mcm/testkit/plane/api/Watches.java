package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Opens watches: decides where one begins, and ends it after its timeout.
final class Watches {

    private static final int DEFAULT_TIMEOUT_SECONDS = 2700;

    private final Vertx vertx;
    private final ObjectStore store;
    private final Duration bookmarkInterval;
    private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean dead;

    Watches(Vertx vertx, ObjectStore store, Duration bookmarkInterval) {
        this.vertx = vertx;
        this.store = store;
        this.bookmarkInterval = bookmarkInterval;
    }

    /// Lets all open watches die, and those that are opened from now on, or lets new ones live.
    void setDead(boolean wanted) {
        dead = wanted;
        if (wanted) {
            open.forEach(WatchStream::die);
        }
    }

    /// Where the watch begins.
    ///
    /// @throws StatusException when it begins at a version that is unknown here
    private WatchStream.Plan plan(ResourceRequest request) {
        ListOptions options = ListOptions.of(request);
        long version = options.number();
        boolean bookmarks = request.flag("allowWatchBookmarks");
        ObjectStore.Snapshot now = store.snapshot(request.path().type());
        if (version > now.version() && options.beginsWithState()) {
            throw StatusException.tooLarge(version, now.version());
        }
        Iterator<StoredObject> initial =
                options.beginsWithState()
                        ? ObjectLists.matching(now.objects(), request, request.scope())
                        : Collections.emptyIterator();
        long from = options.beginsWithState() || version == 0 ? now.version() : version;
        return new WatchStream.Plan(
                request.path().type(),
                initial,
                from,
                bookmarks && options.beginsWithState(),
                bookmarks);
    }

    /// Runs on the event loop of the connection. What cannot begin ends with an ERROR event, as
    /// real servers do it, so that clients handle it like a watch that falls behind.
    void open(ResourceRequest request, WatchEvents events, WatchSink sink) {
        try {
            begin(request, plan(request), events, sink);
        } catch (StatusException refusal) {
            sink.write(List.of(WatchEvents.error(refusal.status())));
            sink.end();
        }
    }

    private void begin(
            ResourceRequest request, WatchStream.Plan plan, WatchEvents events, WatchSink sink) {
        Context context = vertx.getOrCreateContext();
        WatchStream stream = new WatchStream(store, plan, events, sink, context);
        open.removeIf(WatchStream::isEnded);
        open.add(stream);
        if (dead) {
            stream.die();
        }
        int seconds = request.number("timeoutSeconds", DEFAULT_TIMEOUT_SECONDS);
        vertx.setTimer(TimeUnit.SECONDS.toMillis(Math.max(seconds, 1)), _ -> stream.finish());
        vertx.setPeriodic(
                bookmarkInterval.toMillis(),
                timer -> {
                    if (stream.isEnded()) {
                        vertx.cancelTimer(timer);
                    } else {
                        stream.bookmark();
                    }
                });
    }
}
