package dev.mcm.testkit.kafka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// Runs a broker until the process is told to end (SIGTERM stops it in order).
///
/// Arguments: `--directory D --port P --controller-port C`, any number of `--plane
/// <listener>:<port>:<advertised port>` and `--set <broker setting>=<value>`; `--run <id>` marks
/// the line on standard output that says that the broker is ready.
public final class KafkaBrokerMain {
    private final Map<String, String> options = new TreeMap<>();
    private final List<PlaneListener> planes = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();

    private KafkaBrokerMain(String[] args) {
        for (int i = 0; i + 1 < args.length; i += 2) {
            take(args[i], args[i + 1]);
        }
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "option " + args[args.length - 1] + ": no value (expected: one behind it)");
        }
    }

    public static void main(String[] args) throws InterruptedException {
        KafkaBrokerMain main = new KafkaBrokerMain(args);
        InProcessRun run = InProcessRun.start(main.plan());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(run::stop));
        System.out.println(readyLine(main.options.getOrDefault("--run", "")));
        new CountDownLatch(1).await();
    }

    static String readyLine(String run) {
        return "kafka broker ready " + run;
    }

    private void take(String option, String value) {
        switch (option) {
            case "--plane" -> planes.add(PlaneListener.decoded(value));
            case "--set" ->
                    settings.put(
                            value.substring(0, value.indexOf('=')),
                            value.substring(value.indexOf('=') + 1));
            case "--run", "--directory", "--port", "--controller-port" ->
                    options.put(option, value);
            default ->
                    throw new IllegalArgumentException(
                            "option "
                                    + option
                                    + " (expected: --directory, --port, --controller-port, --plane,"
                                    + " --set or --run)");
        }
    }

    private BrokerPlan plan() {
        return new BrokerPlan(
                Path.of(required("--directory")),
                Integer.parseInt(required("--port")),
                Integer.parseInt(required("--controller-port")),
                planes,
                settings);
    }

    private String required(String option) {
        String value = options.get(option);
        if (value == null) {
            throw new IllegalArgumentException(
                    "option " + option + ": not given (expected: given)");
        }
        return value;
    }
}
