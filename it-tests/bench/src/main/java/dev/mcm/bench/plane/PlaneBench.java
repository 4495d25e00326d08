package dev.mcm.bench.plane;

import dev.mcm.bench.Bench;
import dev.mcm.bench.Report;
import dev.mcm.bench.Settings;
import java.util.Optional;

/// How fast a simulated plane's API writes, lists and fans out changes, and how much heap 50,000
/// pods take with the controllers on, beside a real API server with etcd. Server and load are
/// separate JVMs.
public final class PlaneBench implements Bench {

    private static final int PODS_PER_NODE = 100;

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
                .with("figures", "writes,watch,pods")
                .with("reference", "yes")
                .with("rounds", 5)
                .with("write-connections", 16)
                .with("write-seconds", 4)
                .with("object-bytes", 1024)
                .with("watchers", 50)
                .with("watch-writes", 2000)
                .with("pods", 50_000)
                .with("fill-seconds", 300)
                .with("server-heap-mib", 512);
    }

    @Override
    public void run(Settings settings, Report report) throws Exception {
        report.note(
                "server and load are separate processes on one machine; the load takes its share"
                        + " of the cores");
        boolean wanted = settings.text("reference").equals("yes");
        Optional<Reference> reference = wanted ? Reference.start() : Optional.empty();
        if (reference.isEmpty()) {
            report.note(
                    wanted
                            ? "reference absent: run make kube-tools"
                            : "reference left out (--reference "
                                    + settings.text("reference")
                                    + ")");
        }
        int nodes = settings.count("pods") / PODS_PER_NODE + 1;
        try (PlaneServer server = PlaneServer.start(nodes, settings.count("server-heap-mib"))) {
            PlaneFigures figures =
                    new PlaneFigures(
                            settings,
                            report,
                            server,
                            reference.map(Reference::target).orElse(null));
            figures.prepare();
            for (String figure : settings.text("figures").split(",", -1)) {
                switch (figure) {
                    case "writes" -> figures.writes();
                    case "watch" -> figures.watchFanout();
                    case "pods" -> figures.pods();
                    default ->
                            throw new IllegalArgumentException(
                                    "figure " + figure + " (expected: writes, watch or pods)");
                }
            }
        } finally {
            reference.ifPresent(Reference::close);
        }
    }
}
