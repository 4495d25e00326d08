package dev.mcm.bench.startup;

import dev.mcm.bench.Bench;
import dev.mcm.bench.ProcessFigures;
import dev.mcm.bench.Report;
import dev.mcm.bench.Rounds;
import dev.mcm.bench.Settings;
import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.ProgramServices;
import dev.mcm.local.stack.ServiceLauncher;
import dev.mcm.local.stack.StackOptions;
import dev.mcm.local.stack.StackTiming;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.process.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Start of each service (process start to the first 200 of `/readyz`) and its resident memory when
/// idle, as its image runs it. Reference: the same program without its AOT cache, on the JVM's
/// default CDS archive. The two take turns, in a running suite with an embedded Postgres and Kafka.
public final class StartupBench implements Bench {
    private static final List<String> SERVICES =
            List.of("atc", "autoscaler", "scheduler", "gns", "gsm", "lsm-plane-1");

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String summary() {
        return "process start to ready, processor time of that, idle memory; by service";
    }

    @Override
    public Settings defaults() {
        return Settings.none()
                .with("rounds", 5)
                .with("idle-seconds", 20)
                .with("programs", ".mcm/programs")
                .with("prepare", "yes")
                .with("images", "mcm/%s:dev");
    }

    @Override
    public void run(Settings settings, Report report) throws Exception {
        Path root = Path.of(System.getProperty("mcm.root.dir", ".")).toAbsolutePath().normalize();
        Programs programs = new Programs(root, root.resolve(settings.text("programs")));
        if (settings.text("prepare").equals("yes")) {
            programs.prepare(report);
        }
        Path java = ServiceLauncher.runningJava();
        ServiceLauncher cached =
                new ProgramServices(programs.directory(), java, List.of("-XX:AOTCache=app.aot"));
        ServiceLauncher plain = new ProgramServices(programs.directory(), java, List.of());
        report.note(
                "goals: ready within 2500 ms, resident at most 200 MiB; reference: no AOT cache");
        report.note("cpu_ms is steadier than ready_ms on a busy machine");
        Path work = Files.createTempDirectory("mcm-bench-");
        StackOptions options = new StackOptions(work, planes(), StackTiming.relaxed(), 0, cached);
        try (LocalStack stack = LocalStack.start(options, report::progress)) {
            starts(stack, settings, report, cached, plain);
            memory(stack, settings, report, cached, plain);
        } finally {
            DirectoryTree.delete(work);
        }
        sizes(settings, report);
    }

    private static List<PlaneSpec> planes() {
        return List.of(
                new PlaneSpec(
                        "plane-1",
                        "sim",
                        "here",
                        List.of(SimulatedNode.of("n", 8_000, 32_768, 0, ""))));
    }

    private static void starts(
            LocalStack stack,
            Settings settings,
            Report report,
            ServiceLauncher cached,
            ServiceLauncher plain)
            throws InterruptedException {
        for (String name : SERVICES) {
            report.progress("starts of " + name);
            StartRounds withCache = new StartRounds(stack.service(name), cached);
            StartRounds without = new StartRounds(stack.service(name), plain);
            // The first round warms the page cache up.
            for (int round = 0; round <= settings.count("rounds"); round++) {
                withCache.measure(round > 0);
                without.measure(round > 0);
            }
            String key = key(name);
            report.figure(key + "_ready_ms", withCache.ready(), without.ready(), "ms");
            report.figure(key + "_cpu_ms", withCache.cpu(), without.cpu(), "ms");
        }
    }

    private static void memory(
            LocalStack stack,
            Settings settings,
            Report report,
            ServiceLauncher cached,
            ServiceLauncher plain)
            throws InterruptedException {
        report.progress("idle memory");
        Duration idle = Duration.ofSeconds(settings.count("idle-seconds"));
        Map<String, Double> without = idleMib(stack, plain, idle);
        Map<String, Double> with = idleMib(stack, cached, idle);
        with.forEach((name, mib) ->
                report.figure(
                        key(name) + "_rss_mib",
                        new Rounds(List.of(mib)),
                        new Rounds(List.of(without.get(name))),
                        "MiB"));
    }

    private static Map<String, Double> idleMib(
            LocalStack stack, ServiceLauncher launcher, Duration idle) throws InterruptedException {
        for (String name : SERVICES) {
            stack.service(name).close();
            stack.service(name).start(launcher);
        }
        for (String name : SERVICES) {
            stack.service(name).awaitReady();
        }
        Waiting.pause(idle);
        Map<String, Double> mib = new LinkedHashMap<>();
        for (String name : SERVICES) {
            mib.put(name, new ProcessFigures(stack.service(name).pid()).residentMib());
        }
        return mib;
    }

    private static void sizes(Settings settings, Report report) throws IOException {
        ImageSizes sizes = new ImageSizes(settings.text("images"));
        List<String> absent = new ArrayList<>();
        for (String name : SERVICES) {
            String component = key(name);
            sizes.megabytes(component)
                    .ifPresentOrElse(
                            mb ->
                                    report.figure(
                                            component + "_image_mb",
                                            new Rounds(List.of(mb)),
                                            null,
                                            "MB"),
                            () -> absent.add(component));
        }
        if (!absent.isEmpty()) {
            report.note("no image here of " + absent);
        }
    }

    private static String key(String service) {
        return service.replaceFirst("-.*", "");
    }
}
