package dev.mcm.bench;

import dev.mcm.bench.gns.GnsBench;
import dev.mcm.bench.loop.LoopBench;
import dev.mcm.bench.plane.PlaneBench;
import dev.mcm.bench.scheduler.SchedulerBench;
import dev.mcm.bench.startup.StartupBench;
import dev.mcm.bench.state.StateBench;
import java.util.Arrays;
import java.util.List;

/// `bench NAME [--quick] [--setting value]…`: exit code 0 measured, 1 failed, 2 wrong usage.
public final class BenchMain {

    private static final List<Bench> ALL =
            List.of(
                    new PlaneBench(),
                    new StartupBench(),
                    new GnsBench(),
                    new StateBench(),
                    new SchedulerBench(),
                    new LoopBench());

    private static final String QUICK = "quick";

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        System.exit(run(args));
    }

    static int run(String... args) throws Exception {
        Bench bench =
                ALL.stream()
                        .filter(b -> args.length > 0 && b.name().equals(args[0]))
                        .findFirst()
                        .orElse(null);
        if (bench == null) {
            return usage();
        }
        Settings settings;
        try {
            boolean quick = args.length > 1 && args[1].equals("--" + QUICK);
            settings =
                    (quick ? bench.quick() : bench.defaults())
                            .override(Arrays.copyOfRange(args, quick ? 2 : 1, args.length));
        } catch (IllegalArgumentException refusal) {
            System.err.println("bench " + bench.name() + ": " + refusal.getMessage());
            return 2;
        }
        System.out.println("bench " + bench.name() + ": " + bench.summary());
        settings.values().forEach((name, value) -> System.out.println("  " + name + " = " + value));
        Report report = new Report();
        bench.run(settings, report);
        System.out.print(report.table());
        System.out.println(report.lastLine(bench.name(), settings));
        return 0;
    }

    private static int usage() {
        System.err.println("usage: ./mcm bench NAME [--quick] [--setting value]...");
        for (Bench bench : ALL) {
            System.err.println("  " + bench.name() + ": " + bench.summary());
            bench.defaults()
                    .values()
                    .forEach((name, value) -> System.err.println("      --" + name + " " + value));
        }
        return 2;
    }
}
