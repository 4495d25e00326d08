package dev.mcm.bench.plane;

import dev.mcm.bench.Bench;
import dev.mcm.bench.Report;
import dev.mcm.bench.Rounds;
import dev.mcm.bench.Settings;
import dev.mcm.shared.time.SystemTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How fast a simulated plane's API writes, lists and fans out changes, and how much heap 50,000
/// pods take with the controllers on. Server and load are separate JVMs.
public final class PlaneBench implements Bench {

    private static final int PODS_PER_NODE = 100;
    private static final int WARM_UP = 1;
    private static final Duration FILL_LIMIT = Duration.ofSeconds(300);

    @Override
    public String name() {
        return "plane";
    }

    @Override
    public String summary() {
        return "the simulated plane's API: writes, list, watch fan-out, heap";
    }

    @Override
    public Settings defaults() {
        return Settings.none()
                .with("rounds", 5)
                .with("write-connections", 16)
                .with("write-seconds", 4)
                .with("object-bytes", 1024)
                .with("watchers", 50)
                .with("watch-writes", 2000)
                .with("pods", 50_000)
                .with("server-heap-mib", 512);
    }

    @Override
    public void run(Settings settings, Report report) throws Exception {
        report.note(
                "server and load are separate JVMs on one machine; the load generator takes its"
                        + " share of the cores");
        report.note("reference absent: run make kube-tools");
        int nodes = settings.count("pods") / PODS_PER_NODE + 1;
        try (PlaneServer server = PlaneServer.start(nodes, settings.count("server-heap-mib"))) {
            prepare(server.target());
            speed(settings, report, server.target());
            pods(settings, report, server);
        }
    }

    private static void prepare(ApiTarget target) throws IOException {
        try (Api api = new Api(target)) {
            api.createNamespace();
        }
    }

    private static void speed(Settings settings, Report report, ApiTarget target) throws Exception {
        int rounds = settings.count("rounds");
        WriteLoad writes = new WriteLoad(settings);
        report.progress("writes: creates, applies and merge patches in turn");
        report.figure(
                "writes_per_s",
                Rounds.of(WARM_UP, rounds, _ -> writes.measure(target)),
                Optional.empty(),
                "1/s");
        WatchFanout fanout = new WatchFanout(settings);
        report.progress("watch fan-out");
        report.figure(
                "watch_fanout_events_per_s",
                Rounds.of(WARM_UP, rounds, _ -> fanout.measure(target)),
                Optional.empty(),
                "1/s");
    }

    private static void pods(Settings settings, Report report, PlaneServer server)
            throws Exception {
        int pods = settings.count("pods");
        double empty = server.usedHeapMib();
        report.progress("filling with " + pods + " pods by deployments");
        long begin = SystemTime.SYSTEM.nanoTime();
        PodFill.byDeployments(server.target(), pods, FILL_LIMIT);
        report.note(
                String.format(
                        Locale.ROOT,
                        "%d pods ready after %.1f s; heap in use before them %.0f MiB",
                        pods,
                        SystemTime.SYSTEM.since(begin).toNanos() / 1e9,
                        empty));
        report.figure(
                "heap_mib_50k_pods",
                Rounds.of(0, settings.count("rounds"), _ -> server.usedHeapMib()),
                Optional.empty(),
                "MiB");
        report.progress("list of all pods");
        long[] bytes = {0};
        report.figure(
                "list_50k_ms",
                Rounds.of(WARM_UP, settings.count("rounds"), _ -> list(server.target(), bytes)),
                Optional.empty(),
                "ms");
        report.note("one list of all pods has " + bytes[0] / pods + " bytes per pod");
    }

    private static double list(ApiTarget target, long[] bytes) throws IOException {
        try (Api api = new Api(target)) {
            long begin = SystemTime.SYSTEM.nanoTime();
            bytes[0] = api.get(Api.PODS + "?resourceVersion=0").bytes();
            return SystemTime.SYSTEM.since(begin).toNanos() / 1e6;
        }
    }
}
