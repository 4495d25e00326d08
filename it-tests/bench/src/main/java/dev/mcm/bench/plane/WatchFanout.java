package dev.mcm.bench.plane;

import dev.mcm.bench.Settings;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Many watches of one resource while it is written to: how many events per second reach all
/// clients together, from the first write until the last watch has seen the last one.
final class WatchFanout {

    private static final int WRITERS = 4;
    private static final int OBJECTS = 64;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern VERSION = Pattern.compile("\"resourceVersion\": ?\"(\\d+)\"");

    private final int watchers;
    private final int writes;
    private final int objectBytes;

    WatchFanout(Settings settings) {
        watchers = settings.count("watchers");
        writes = settings.count("watch-writes");
        objectBytes = settings.count("object-bytes");
    }

    /// One round; events per second over all watches.
    double measure(ApiTarget target) throws IOException, InterruptedException, ExecutionException {
        String version = prepare(target);
        List<HttpConnection> watches = new ArrayList<>();
        AtomicLong seen = new AtomicLong();
        CountDownLatch open = new CountDownLatch(watchers);
        try {
            for (int i = 0; i < watchers; i++) {
                HttpConnection watch = new HttpConnection(target);
                watches.add(watch);
                Thread.ofPlatform()
                        .daemon()
                        .name("watch-" + i)
                        .start(() -> follow(watch, version, open, seen));
            }
            if (!open.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(target.name() + " did not open all watches");
            }
            return run(target, seen);
        } finally {
            for (HttpConnection watch : watches) {
                watch.close();
            }
            try (Api api = new Api(target)) {
                api.deleteAll(Api.CONFIG_MAPS);
            }
        }
    }

    /// Creates the objects and returns the version from which the watches begin.
    private String prepare(ApiTarget target) throws IOException {
        try (Api api = new Api(target)) {
            for (int i = 0; i < OBJECTS; i++) {
                api.create(Api.CONFIG_MAPS, WriteLoad.configMap("f-" + i, objectBytes));
            }
            String list = api.get(Api.CONFIG_MAPS + "?limit=1").head();
            Matcher version = VERSION.matcher(list);
            if (!version.find()) {
                throw new IllegalStateException("A list without a version: " + list);
            }
            return version.group(1);
        }
    }

    private double run(ApiTarget target, AtomicLong seen)
            throws InterruptedException, ExecutionException {
        long expected = (long) watchers * (writes / WRITERS) * WRITERS;
        long begin = SystemTime.SYSTEM.nanoTime();
        Workers.run(
                WRITERS,
                worker -> {
                    try (Api api = new Api(target)) {
                        for (int i = 0; i < writes / WRITERS; i++) {
                            String name = "f-" + (i * WRITERS + worker) % OBJECTS;
                            api.mergePatch(
                                    Api.CONFIG_MAPS + "/" + name,
                                    """
                                    {"data": {"k0": "%d"}}\
                                    """
                                            .formatted(i));
                        }
                        return writes / WRITERS;
                    }
                });
        if (!Waiting.holdsWithin(LIMIT, () -> seen.get() >= expected)) {
            throw new IllegalStateException(
                    "%s delivered %d of %d events in %s"
                            .formatted(target.name(), seen.get(), expected, LIMIT));
        }
        return expected / (SystemTime.SYSTEM.since(begin).toNanos() / 1e9);
    }

    private static void follow(
            HttpConnection watch, String version, CountDownLatch open, AtomicLong seen) {
        try {
            watch.stream(
                    Api.CONFIG_MAPS + "?watch=true&resourceVersion=" + version,
                    open::countDown,
                    (buffer, from, length) -> seen.addAndGet(lines(buffer, from, length)));
        } catch (IOException _) {
            // The round is over and has closed the connection; a loss shows in the count.
        }
    }

    /// Each event is one line.
    private static int lines(byte[] buffer, int from, int length) {
        int lines = 0;
        for (int i = from; i < from + length; i++) {
            if (buffer[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }
}
