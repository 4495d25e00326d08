package dev.mcm.shared.service;

import dev.mcm.shared.config.ConfigException;
import dev.mcm.shared.config.ConfigPage;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.log.Logging;
import dev.mcm.shared.time.SystemTime;
import java.io.PrintStream;
import java.util.Map;
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
        Launch launch = launch(service, System.getenv(), args, System.out, System.err);
        switch (launch) {
            case Ended(int code) -> System.exit(code);
            case Started(RunningService running) -> serve(running);
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

    static Launch launch(
            Service<?> service,
            Map<String, String> env,
            String[] args,
            PrintStream out,
            PrintStream err) {
        if (args.length > 0) {
            return new Ended(answer(service, args, out, err));
        }
        try {
            return new Started(RunningService.start(service, env, SystemTime.SYSTEM));
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return new Ended(MISCONFIGURED);
        } catch (Exception e) {
            log.atError().addKeyValue("service", service.name()).setCause(e).log("did not start");
            return new Ended(FAILED);
        }
    }

    private static int answer(Service<?> service, String[] args, PrintStream out, PrintStream err) {
        String argument = String.join(" ", args);
        return switch (argument) {
            case "--describe-config" -> {
                out.print(describeConfig(service));
                yield OK;
            }
            case "--help", "-h" -> {
                out.print(help(service));
                yield OK;
            }
            default -> {
                err.println(
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

    private static void serve(RunningService running) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> Runtime.getRuntime().halt(stop(running)), "shutdown"));
        while (main.isAlive()) {
            try {
                main.join();
            } catch (InterruptedException e) {
                log.info("main thread interrupted; a service stops on SIGTERM");
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
