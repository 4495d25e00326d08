package dev.mcm.bench.plane;

import dev.mcm.bench.Report;
import dev.mcm.bench.Rounds;
import dev.mcm.bench.Settings;
import dev.mcm.shared.time.SystemTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the figures of the simulated plane and, right after each, that of the reference.
final class PlaneFigures {

    private static final int WARM_UP = 2;

    private final Settings settings;
    private final Report report;
    private final PlaneServer server;
    private final @Nullable ApiTarget reference;
    private final int rounds;

    /// @param reference null = there is none
    PlaneFigures(
            Settings settings, Report report, PlaneServer server, @Nullable ApiTarget reference) {
        this.settings = settings;
        this.report = report;
        this.server = server;
        this.reference = reference;
        rounds = settings.count("rounds");
    }

    /// Measures one server.
    private interface Measurement {
        Rounds of(ApiTarget target) throws Exception;
    }

    private void figure(String name, String unit, Measurement measurement) throws Exception {
        report.progress(name);
        Rounds measured = measurement.of(server.target());
        Rounds compared = null;
        if (reference != null) {
            report.progress(name + " of the reference");
            compared = measurement.of(reference);
        }
        report.figure(name, measured, compared, unit);
    }

    void prepare() throws IOException {
        createNamespace(server.target());
        if (reference != null) {
            createNamespace(reference);
        }
    }

    private static void createNamespace(ApiTarget target) throws IOException {
        try (Api api = new Api(target)) {
            api.createNamespace();
        }
    }

    void writes() throws Exception {
        WriteLoad load = new WriteLoad(settings);
        List<Double> perCpuSecond = new ArrayList<>();
        figure(
                "writes_per_s",
                "1/s",
                target ->
                        Rounds.of(
                                WARM_UP, rounds, _ -> writesPerSecond(load, target, perCpuSecond)));
        report.figure(
                "writes_per_server_cpu_s",
                new Rounds(perCpuSecond.subList(WARM_UP, WARM_UP + rounds)),
                null,
                "1/s");
    }

    private double writesPerSecond(WriteLoad load, ApiTarget target, List<Double> perCpuSecond)
            throws Exception {
        double cpu = server.cpuSeconds();
        WriteLoad.Result result = load.measure(target);
        if (target.equals(server.target())) {
            perCpuSecond.add(result.writes() / (server.cpuSeconds() - cpu));
        }
        load.deleteObjects(target);
        return result.writes() / result.seconds();
    }

    void watchFanout() throws Exception {
        WatchFanout fanout = new WatchFanout(settings);
        figure(
                "watch_fanout_events_per_s",
                "1/s",
                target -> Rounds.of(WARM_UP, rounds, _ -> fanout.measure(target)));
    }

    void pods() throws Exception {
        int pods = settings.count("pods");
        Duration limit = Duration.ofSeconds(settings.count("fill-seconds"));
        double empty = server.usedHeapMib();
        report.progress("filling with " + pods + " pods by deployments");
        long begin = SystemTime.SYSTEM.nanoTime();
        PodFill.byDeployments(server.target(), pods, limit);
        double seconds = SystemTime.SYSTEM.since(begin).toNanos() / 1e9;
        note("%d pods ready after %.1f s; heap before them %.0f MiB", pods, seconds, empty);
        report.figure(
                "heap_mib_50k_pods", Rounds.of(0, rounds, _ -> server.usedHeapMib()), null, "MiB");
        Rounds compared = null;
        if (reference != null) {
            compared = referenceList(reference, pods, limit).orElse(null);
        }
        report.progress("list_50k_ms");
        report.figure("list_50k_ms", lists(server.target()), compared, "ms");
    }

    /// Empty when the reference could not be filled in time.
    private Optional<Rounds> referenceList(ApiTarget target, int pods, Duration limit)
            throws Exception {
        report.progress("filling the reference with " + pods + " pods, one by one");
        long begin = SystemTime.SYSTEM.nanoTime();
        int there = PodFill.directly(target, pods, limit);
        double seconds = SystemTime.SYSTEM.since(begin).toNanos() / 1e9;
        note("the reference took %d of %d pods in %.1f s", there, pods, seconds);
        Rounds lists = lists(target);
        if (there < pods) {
            note("a list of those %d pods took it %.0f ms", there, lists.median());
            return Optional.empty();
        }
        return Optional.of(lists);
    }

    private Rounds lists(ApiTarget target) throws Exception {
        long[] bytes = {0};
        Rounds lists = Rounds.of(WARM_UP, rounds, _ -> list(target, bytes));
        note("one list of all pods of %s has %d MB", target.name(), bytes[0] / 1_000_000);
        return lists;
    }

    private static double list(ApiTarget target, long[] bytes) throws IOException {
        try (Api api = new Api(target)) {
            long begin = SystemTime.SYSTEM.nanoTime();
            bytes[0] = api.get(Api.PODS + "?resourceVersion=0").bytes();
            return SystemTime.SYSTEM.since(begin).toNanos() / 1e6;
        }
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void note(String format, Object... values) {
        report.note(String.format(Locale.ROOT, format, values));
    }
}
