package dev.mcm.testkit.kafka;

import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/// A broker in a JVM of its own.
final class OwnProcessRun implements BrokerRun {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final int HEAP_MB = 384;

    private final ChildProcess process;

    private OwnProcessRun(ChildProcess process) {
        this.process = process;
    }

    /// Returns when the broker accepts requests.
    static OwnProcessRun start(BrokerPlan plan) {
        Path log = plan.directory().resolve("kafka.log");
        String run = UUID.randomUUID().toString();
        JavaCommand command =
                JavaCommand.of(KafkaBrokerMain.class)
                        .maxHeapMb(HEAP_MB)
                        .log(log)
                        .arguments("--run", run)
                        .arguments("--directory", plan.directory().toString())
                        .arguments("--port", Integer.toString(plan.port()))
                        .arguments("--controller-port", Integer.toString(plan.controllerPort()));
        plan.planes().forEach(plane -> command.arguments("--plane", plane.encoded()));
        plan.settings().forEach((name, value) -> command.arguments("--set", name + "=" + value));
        ChildProcess process = command.start();
        try {
            process.awaitLog(KafkaBrokerMain.readyLine(run), READY);
            return new OwnProcessRun(process);
        } catch (AssertionError e) {
            process.killHard();
            throw e;
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void killHard() {
        process.killHard();
    }
}
