package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/// Opens watches: decides where one begins, and ends it after its timeout.
final class Watches {

    private static final int DEFAULT_TIMEOUT_SECONDS = 2700;

    private final Vertx vertx;
    private final ObjectStore store;
    private final Duration bookmarkInterval;

    Watches(Vertx vertx, ObjectStore store, Duration bookmarkInterval) {
        this.vertx = vertx;
        this.store = store;
        this.bookmarkInterval = bookmarkInterval;
    }

    /// Refuses a watch that cannot begin, before the response has started.
    WatchStream.Plan plan(ApiRequest request) {
        long version = request.resourceVersion();
        boolean bookmarks = request.flag("allowWatchBookmarks");
        boolean initialWanted = request.flag("sendInitialEvents");
        ObjectStore.Snapshot now = store.snapshot(request.path().type());
        if (version > now.version()) {
            throw StatusException.gone(
                    "Too large resource version: " + version + ", current: " + now.version());
        }
        boolean fromState =
                initialWanted || (version == 0 && request.param("sendInitialEvents").isEmpty());
        if (!fromState) {
            long from = version == 0 ? now.version() : version;
            if (store.log(request.path().type()).positionAfter(from).isEmpty()) {
                throw StatusException.gone(
                        "too old resource version: " + version + " (" + now.version() + ")");
            }
            return new WatchStream.Plan(
                    request.path().type(), Collections.emptyIterator(), from, false, bookmarks);
        }
        Iterator<StoredObject> initial =
                ObjectLists.matching(now.objects(), request, request.scope());
        return new WatchStream.Plan(
                request.path().type(), initial, now.version(), initialWanted, bookmarks);
    }

    /// Runs on the event loop of `context`.
    void open(ApiRequest request, WatchStream.Plan plan, WatchEvents events, WatchSink sink) {
        Context context = vertx.getOrCreateContext();
        WatchStream stream = new WatchStream(store, plan, events, sink, context);
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
