package dev.mcm.bench.plane;

import dev.mcm.bench.Settings;
import dev.mcm.shared.time.SystemTime;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes as fast as the server answers, each connection one after the other: creates a ConfigMap,
/// applies it server-side, changes it by a merge patch, and goes on with the next.
final class WriteLoad {

    private static final int MOST_OBJECTS = 200_000;
    private static final int KEYS = 4;

    private final int connections;
    private final int objectBytes;
    private final Duration time;
    private final AtomicInteger names = new AtomicInteger();

    WriteLoad(Settings settings) {
        connections = settings.count("write-connections");
        objectBytes = settings.count("object-bytes");
        time = Duration.ofSeconds(settings.count("write-seconds"));
    }

    /// @param writes how many were answered
    record Result(long writes, double seconds) {}

    /// One round. Its objects stay.
    Result measure(ApiTarget target) throws InterruptedException, ExecutionException {
        long begin = SystemTime.SYSTEM.nanoTime();
        long writes =
                Workers.run(
                        connections,
                        _ -> {
                            try (Api api = new Api(target)) {
                                return write(api, begin);
                            }
                        });
        return new Result(writes, SystemTime.SYSTEM.since(begin).toNanos() / 1e9);
    }

    void deleteObjects(ApiTarget target) throws IOException {
        try (Api api = new Api(target)) {
            api.deleteAll(Api.CONFIG_MAPS);
        }
    }

    private long write(Api api, long begin) throws IOException {
        long writes = 0;
        while (SystemTime.SYSTEM.since(begin).compareTo(time) < 0) {
            int number = names.incrementAndGet();
            if (number > MOST_OBJECTS) {
                return writes;
            }
            String name = "w-" + number;
            api.create(Api.CONFIG_MAPS, configMap(name, objectBytes));
            api.apply(Api.CONFIG_MAPS + "/" + name, configMap(name, objectBytes));
            api.mergePatch(
                    Api.CONFIG_MAPS + "/" + name,
                    """
                    {"data": {"k0": "changed"}}\
                    """);
            writes += 3;
        }
        return writes;
    }

    /// A labelled ConfigMap whose data have about `bytes` characters.
    static String configMap(String name, int bytes) {
        String value = "x".repeat(Math.max(bytes / KEYS, 1));
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < KEYS; i++) {
            data.append(i == 0 ? "" : ", ").append("\"k%d\": \"%s\"".formatted(i, value));
        }
        return """
        {"apiVersion": "v1", "kind": "ConfigMap",
         "metadata": {"name": "%s", "namespace": "%s", "labels": {"mcm.dev/managed": "true"}},
         "data": {%s}}\
        """
                .formatted(name, Api.NAMESPACE, data);
    }
}
