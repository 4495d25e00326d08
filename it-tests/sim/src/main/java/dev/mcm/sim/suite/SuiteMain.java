package dev.mcm.sim.suite;

import dev.mcm.shared.time.SystemTime;
import dev.mcm.sim.input.ScenarioSource;
import dev.mcm.sim.invariant.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/// `sim FROM SEEDS REPORT COMMIT` runs that many seeds and writes a JSON report; `sim SEED` tells
/// of one. Exit code 0: no violations; 1: some; 2: wrong usage.
public final class SuiteMain {
    private SuiteMain() {}

    public static void main(String[] args) throws IOException {
        System.exit(run(args));
    }

    private static int run(String... args) throws IOException {
        try {
            return switch (args.length) {
                case 1 -> tell(Long.parseLong(args[0]));
                case 4 -> suite(Long.parseLong(args[0]), Long.parseLong(args[1]), args);
                default -> usage();
            };
        } catch (NumberFormatException e) {
            return usage();
        }
    }

    private static int usage() {
        System.err.println("usage: sim FROM SEEDS REPORT COMMIT, or sim SEED (whole numbers)");
        return 2;
    }

    private static int suite(long from, long seeds, String... args) throws IOException {
        SystemTime time = SystemTime.SYSTEM;
        long start = time.nanoTime();
        Suite.Result result = Suite.run(from, seeds);
        Duration took = time.since(start);
        result.found().values().forEach(SuiteMain::tell);
        System.out.printf(
                Locale.ROOT,
                "%d seeds from %d, %d events in %.1f s: %.1f seeds/s; %d kinds broken%n",
                result.seeds(),
                from,
                result.events(),
                took.toMillis() / 1000.0,
                result.seeds() * 1000.0 / took.toMillis(),
                result.found().size());
        Files.writeString(Path.of(args[2]), report(result, from, took, args[3]));
        return result.found().isEmpty() ? 0 : 1;
    }

    private static void tell(Suite.Found found) {
        System.out.printf(
                Locale.ROOT,
                "%s in %d seeds, first %d%n",
                found.violation().kind(),
                found.seeds(),
                found.seed());
        System.out.println(found.report());
    }

    private static String report(Suite.Result result, long from, Duration took, String commit) {
        String broken =
                result.found().values().stream()
                        .map(found ->
                                "\"%s\": {\"seeds\": %d, \"first\": %d}"
                                        .formatted(
                                                found.violation().kind(),
                                                found.seeds(),
                                                found.seed()))
                        .collect(Collectors.joining(", "));
        return "{\"commit\": \"%s\", \"from\": %d, \"seeds\": %d, \"events\": %d, \"millis\": %d, \"broken\": {%s}}%n"
                .formatted(commit, from, result.seeds(), result.events(), took.toMillis(), broken);
    }

    private static int tell(long seed) {
        SeedRun run = SeedRun.of(ScenarioSource.of(seed));
        System.out.printf(
                Locale.ROOT,
                "seed %d: %d inputs, %d events%n",
                seed,
                run.scenario().inputs().size(),
                run.events());
        run.scenario().planes().forEach(plane -> System.out.println("  " + plane));
        if (run.violations().isEmpty()) {
            Replay.traceOf(run.scenario()).forEach(System.out::println);
        }
        for (Violation violation : run.violations()) {
            System.out.println(Replay.of(seed, violation.kind()).report(violation));
        }
        return run.violations().isEmpty() ? 0 : 1;
    }
}
