package dev.mcm.bench.plane;

import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Fills a server with pods: by deployments where controllers run, one by one where none do.
final class PodFill {

    private static final int PER_DEPLOYMENT = 100;
    private static final int CONNECTIONS = 8;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Pattern READY = Pattern.compile("\"readyReplicas\": ?" + PER_DEPLOYMENT);

    private PodFill() {}

    /// Returns when all pods are ready.
    ///
    /// @throws IllegalStateException when they are not within `limit`
    static void byDeployments(ApiTarget target, int pods, Duration limit)
            throws IOException, InterruptedException {
        long begin = SystemTime.SYSTEM.nanoTime();
        try (Api api = new Api(target)) {
            int deployments = pods / PER_DEPLOYMENT;
            for (int i = 0; i < deployments; i++) {
                api.create(Api.DEPLOYMENTS, PodBodies.deployment("d-" + i, PER_DEPLOYMENT));
            }
            for (int i = 0; i < deployments; i++) {
                awaitReady(api, "d-" + i, begin, limit);
            }
        }
    }

    private static void awaitReady(Api api, String name, long begin, Duration limit)
            throws IOException, InterruptedException {
        while (!READY.matcher(api.get(Api.DEPLOYMENTS + "/" + name + "").head()).find()) {
            if (SystemTime.SYSTEM.since(begin).compareTo(limit) > 0) {
                throw new IllegalStateException(
                        "The pods of " + name + " were not ready within " + limit);
            }
            Waiting.pause(POLL);
        }
    }

    /// Creates bound, running pods until there are `pods` or `limit` has passed; how many there
    /// are.
    static int directly(ApiTarget target, int pods, Duration limit)
            throws InterruptedException, ExecutionException {
        long begin = SystemTime.SYSTEM.nanoTime();
        AtomicInteger next = new AtomicInteger();
        return Math.toIntExact(
                Workers.run(
                        CONNECTIONS,
                        _ -> {
                            long created = 0;
                            try (Api api = new Api(target)) {
                                while (SystemTime.SYSTEM.since(begin).compareTo(limit) < 0) {
                                    int number = next.getAndIncrement();
                                    if (number >= pods) {
                                        break;
                                    }
                                    api.create(Api.PODS, PodBodies.pod("p-" + number));
                                    created++;
                                }
                            }
                            return created;
                        }));
    }
}
