package dev.mcm.local.cli;

import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.StackOptions;
import dev.mcm.local.stack.StackTiming;
import dev.mcm.local.view.Screen;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.plane.SimulatedNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Starts the stack and shows it until it is stopped.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Start everything and show it live. Ctrl-C or 'mcm down' stops it; data is kept.")
final class UpCommand implements Callable<Integer> {
    private static final Duration REFRESH = Duration.ofSeconds(1);
    private static final List<List<String>> PLACES =
            List.of(
                    List.of("aws", "us-east-1"),
                    List.of("gcp", "us-west4"),
                    List.of("azure", "westeurope"),
                    List.of("onprem", "fra"));

    @ParentCommand private McmCommand mcm;

    @Option(
            names = "--planes",
            defaultValue = "2",
            paramLabel = "N|kube[:N]",
            description = {
                "Clusters, 1-8. A number: simulated ones. kube or kube:N: real Kubernetes API"
                        + " servers",
                "with pods played by KWOK (needs 'make kube-tools' once). Default: 2."
            })
    private String planes;

    @Option(
            names = "--nodes",
            defaultValue = "10",
            description = "Nodes of each, 1-1000. Default: 10.")
    private int nodes;

    @Option(
            names = "--atc-port",
            defaultValue = "0",
            description = "Port of the API. Default: a free one.")
    private int atcPort;

    @Override
    public Integer call() throws InterruptedException {
        PlaneChoice choice = PlaneChoice.parse(planes);
        requireBetween("--nodes", nodes, 1, 1000);
        requireBetween("--atc-port", atcPort, 0, 65_535);
        Screen screen = Screen.standard();
        CountDownLatch stop = new CountDownLatch(1);
        StopSignal signal = StopSignal.install(stop);
        try (LocalStack stack =
                LocalStack.start(options(choice), line -> screen.say("starting  " + line))) {
            screen.say(
                    "ready     API at "
                            + stack.atcAddress()
                            + ", addresses in "
                            + stack.directory().env());
            StatusView view = new StatusView(stack.directory());
            while (!stop.await(REFRESH.toMillis(), TimeUnit.MILLISECONDS)) {
                screen.live(view.lines(stack.atc()), SystemTime.SYSTEM.instant());
            }
            screen.say("stopping");
        } finally {
            signal.stopped();
        }
        return 0;
    }

    private StackOptions options(PlaneChoice choice) {
        List<PlaneSpec> specs =
                IntStream.range(0, choice.count())
                        .mapToObj(p -> plane(p).as(choice.make()))
                        .toList();
        return new StackOptions(mcm.directory().root(), specs, StackTiming.relaxed(), atcPort);
    }

    private PlaneSpec plane(int number) {
        List<String> place = PLACES.get(number % PLACES.size());
        return new PlaneSpec(
                "plane-" + (number + 1),
                place.get(0),
                place.get(1),
                IntStream.range(0, nodes).mapToObj(UpCommand::node).toList());
    }

    /// Every other node has eight H100s, the rest are for CPU models.
    private static SimulatedNode node(int number) {
        return number % 2 == 0
                ? SimulatedNode.of("node-" + number, 96_000, 786_432, 8, "H100")
                : SimulatedNode.of("node-" + number, 32_000, 131_072, 0, "");
    }

    private static void requireBetween(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: %d to %d)".formatted(option, value, min, max));
        }
    }
}
