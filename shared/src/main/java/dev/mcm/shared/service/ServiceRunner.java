package dev.mcm.shared.service;

import dev.mcm.shared.config.ConfigException;
import dev.mcm.shared.config.ConfigPage;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.log.Logging;
import dev.mcm.shared.time.SystemTime;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a `main` of one statement:
///
/// ```java
/// public static void main(String[] args) {
///     ServiceRunner.run(SchedulerApp.SERVICE, args);
/// }
/// ```
///
/// Exit codes: 0 stopped by SIGTERM or SIGINT, 1 failed to start or to stop, 2 wrong configuration
/// or arguments.
public final class ServiceRunner {
    private static final Logger log = LoggerFactory.getLogger(ServiceRunner.class);

    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISCONFIGURED = 2;

    private ServiceRunner() {}

    /// Runs the service until the process is told to stop; does not return.
    public static void run(Service<?> service, String... args) {
        Logging.setUp();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) ->
                log.atError()
                        .addKeyValue("thread", thread.getName())
                        .setCause(e)
                        .log("thread died"));
        Console console = new Console(System.out, System.err);
        switch (launch(service, System.getenv(), args, console, ServiceRunner::stopOnSignal)) {
            case Ended(int code) -> System.exit(code);
            case Started _ -> awaitSignal();
        }
    }

    /// The reference page of a service's configuration, also printed by `--describe-config`.
    public static String describeConfig(Service<?> service) {
        return ConfigPage.markdown(service.name(), reader(service));
    }

    /// What came of starting a process.
    sealed interface Launch {}

    record Ended(int code) implements Launch {}

    record Started(RunningService running) implements Launch {}

    /// Where a process writes to people.
    record Console(PrintStream out, PrintStream err) {}

    /// @param prepared told of the service before any of its parts starts
    static Launch launch(
            Service<?> service,
            Map<String, String> env,
            String[] args,
            Console console,
            Consumer<RunningService> prepared) {
        if (args.length > 0) {
            return new Ended(answer(service, String.join(" ", args), console));
        }
        try {
            RunningService running = RunningService.prepare(service, env, SystemTime.SYSTEM);
            prepared.accept(running);
            running.begin();
            return new Started(running);
        } catch (ConfigException e) {
            console.err().println(e.getMessage());
            return new Ended(MISCONFIGURED);
        } catch (Exception e) {
            log.atError().addKeyValue("service", service.name()).setCause(e).log("did not start");
            return new Ended(FAILED);
        }
    }

    private static int answer(Service<?> service, String argument, Console console) {
        return switch (argument) {
            case "--describe-config" -> {
                console.out().print(describeConfig(service));
                yield OK;
            }
            case "--help", "-h" -> {
                console.out().print(help(service));
                yield OK;
            }
            default -> {
                console.err()
                        .println(
                                "argument: '"
                                        + argument
                                        + "' (expected: none, --help or --describe-config)");
                yield MISCONFIGURED;
            }
        };
    }

    private static String help(Service<?> service) {
        return service.name()
                + ": "
                + service.summary()
                + "\n\n"
                + "Takes no arguments; configured by environment variables:\n\n"
                + ConfigPage.effective(ConfigPage.keys(service.name(), reader(service)))
                + "\n\n--describe-config prints them as a page.\n";
    }

    private static Function<ConfigReader, ?> reader(Service<?> service) {
        return in -> {
            ServiceSettings.read(in);
            return service.config().apply(in);
        };
    }

    /// From now on SIGTERM and SIGINT stop the service, also one that is still starting.
    private static void stopOnSignal(RunningService running) {
        Thread starter = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> shutDown(running, starter), "shutdown"));
    }

    /// Sets the exit code of a service that worked; one that did not keeps the code of the exit
    /// that is under way.
    private static void shutDown(RunningService running, Thread starter) {
        if (running.isWorking()) {
            Runtime.getRuntime().halt(stop(running));
        } else {
            starter.interrupt();
            stop(running);
        }
    }

    /// The shutdown hook ends the process; until then the main thread keeps it alive.
    private static void awaitSignal() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                log.debug("main thread interrupted");
            }
        }
    }

    private static int stop(RunningService running) {
        try {
            running.stop();
            return OK;
        } catch (Exception e) {
            log.atError().setCause(e).log("did not stop cleanly");
            return FAILED;
        }
    }
}
