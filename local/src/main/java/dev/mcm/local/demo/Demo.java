package dev.mcm.local.demo;

import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.stack.StackOptions;
import dev.mcm.local.stack.StackTiming;
import dev.mcm.local.trace.TraceFolder;
import dev.mcm.local.view.Screen;
import dev.mcm.shared.time.SystemTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The demo on a stack of its own, which starts empty and ends with it.
public final class Demo {
    private Demo() {}

    /// @param directory of the demo's stack; data of an earlier demo is deleted
    /// @return whether everything that the demo promises held
    public static boolean run(Path directory, TraceFolder traces, Screen screen)
            throws InterruptedException {
        SystemTime time = SystemTime.SYSTEM;
        long start = time.nanoTime();
        DemoInput input = DemoInput.from(traces);
        introduce(input, traces, screen);
        clear(directory);
        StackOptions options =
                new StackOptions(directory, DemoSetup.planes(input), StackTiming.fast(), 0);
        try (LocalStack stack = LocalStack.start(options, line -> screen.say("starting  " + line));
                DemoRun run = new DemoRun(stack, input, screen, time)) {
            screen.say(
                    "ready     after %.1f s, API at %s"
                            .formatted(time.since(start).toMillis() / 1e3, stack.atcAddress()));
            DemoVerdict verdict = run.run();
            screen.say("");
            verdict.lines().forEach(screen::say);
            screen.say(
                    (verdict.passed() ? "demo passed" : "demo FAILED")
                            + " in "
                            + time.since(start).toSeconds()
                            + " s");
            return verdict.passed();
        }
    }

    private static void introduce(DemoInput input, TraceFolder traces, Screen screen) {
        screen.say("input     " + traces.describe());
        input.planes()
                .forEach(p ->
                        screen.say(
                                "plane     %-11s %3d nodes, %3d GPUs of the openb trace"
                                        .formatted(p.id(), p.nodes().size(), p.gpus())));
        screen.say(
                "traffic   %d requests: %d minutes of the Azure chat trace, %d× faster, at %s"
                        .formatted(
                                input.traffic().size(),
                                DemoInput.TRACE_LENGTH.toMinutes(),
                                DemoInput.SPEED,
                                input.target().name()));
        screen.say(
                "          service time = (context tokens / %.0f + generated tokens / %.0f) s / %d"
                        .formatted(
                                Arrival.PREFILL_TOKENS_PER_SECOND,
                                Arrival.DECODE_TOKENS_PER_SECOND,
                                DemoInput.SPEED));
        screen.say(
                "scaling   window %d s, scale-down delay %d s, %d requests in flight per replica at %d %%"
                        .formatted(
                                input.target().autoscaling().getAutoscalingWindowSeconds(),
                                input.target().autoscaling().getScaleDownDelaySeconds(),
                                input.target().autoscaling().getConcurrencyTarget(),
                                input.target().autoscaling().getTargetUtilizationPercentage()));
    }

    /// Deletes what an earlier demo left, but keeps the caches that make the start fast.
    private static void clear(Path directory) {
        for (String part : List.of("postgres", "kafka", "logs", "planes", "env")) {
            delete(directory.resolve(part));
        }
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the last demo's " + tree, e);
        }
    }
}
