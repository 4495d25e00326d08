package dev.mcm.local.train;

import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.ProgramServices;
import dev.mcm.local.stack.StackOptions;
import dev.mcm.local.stack.StackTiming;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Runs every program for real once (embedded Postgres and Kafka, a simulated plane, one deployment
/// from its creation to its end) with the JVM recording what it loads and links, then writes each
/// program's cache, `<program>/app.aot` (JEP 483, 514). A cache fits the runtime, the class path
/// and the collector that it was made with; a JVM that finds it does not fit starts without it. But
/// JDK 25.0.3 takes no notice of a jar that has changed, and runs the old classes: a new layout has
/// no cache.
///
/// Profiles of methods (JEP 515) are not recorded: replaying them keeps the optimizing compiler
/// busy for longer than the start itself takes.
///
/// @param programs as `bin/layout-programs.sh` lays them out
/// @param java home of the runtime that will run them
record Training(Path programs, Path java) {
    /// The programs that are services, and those that do something and end.
    private static final List<String> PROGRAMS =
            List.of("atc", "autoscaler", "scheduler", "gns", "lsm", "gsm", "migrations", "atctl");

    private static final Duration LIMIT = Duration.ofMinutes(15);

    void run() throws IOException {
        // Where root has no user namespaces the server is another user, who must get through.
        Path work =
                Files.createTempDirectory(
                        "mcm-training-",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx--x--x")));
        try {
            record(work);
            for (String program : PROGRAMS) {
                create(program, work);
            }
        } finally {
            DirectoryTree.delete(work);
        }
    }

    private void record(Path work) {
        ProgramServices recording =
                new ProgramServices(
                        programs,
                        java,
                        List.of(
                                "-XX:AOTMode=record",
                                "-XX:AOTConfiguration=app.aotconf",
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:-AOTRecordTraining"));
        PlaneSpec plane =
                new PlaneSpec(
                        "plane-1",
                        "sim",
                        "here",
                        List.of(SimulatedNode.of("n", 8_000, 32_768, 0, "")));
        StackOptions options =
                new StackOptions(
                        work.resolve("stack"), List.of(plane), StackTiming.fast(), 0, recording);
        try (LocalStack stack = LocalStack.start(options, Training::say)) {
            say("one deployment from its creation to its end");
            new TrainingLoad(stack.atc()).run();
            say("migrations and atctl");
            end(recording, "atctl", List.of("list", "deployments"), atctl(stack), work);
            end(recording, "migrations", List.of(), migrations(stack), work);
        }
    }

    private static Map<String, String> atctl(LocalStack stack) {
        return Map.of(
                "MCM_ATC_ADDRESS",
                stack.atcAddress(),
                "MCM_ATC_TOKEN_FILE",
                stack.directory().secrets().resolve("operator-token").toString());
    }

    /// Two databases of their own, so that there is something to do.
    private static Map<String, String> migrations(LocalStack stack) {
        return Map.of(
                "MCM_MIGRATIONS_ADMIN_URL", stack.postgres().jdbcUrl("postgres"),
                "MCM_MIGRATIONS_ADMIN_USER", stack.postgres().superuser(),
                "MCM_MIGRATIONS_ADMIN_PASSWORD", stack.postgres().password(),
                "MCM_MIGRATIONS_CONTROL_DATABASE", "trained",
                "MCM_MIGRATIONS_OBSERVED_DATABASE", "trained_observed");
    }

    private static void end(
            ProgramServices programs,
            String program,
            List<String> arguments,
            Map<String, String> environment,
            Path work) {
        ChildProcess process =
                programs.command(program, program, arguments)
                        .environment(environment)
                        .start(work.resolve(program + ".log"));
        process.awaitEnd(LIMIT);
        requireOk(program, process);
    }

    private void create(String program, Path work) throws IOException {
        say("cache of " + program);
        Path record = programs.resolve(program).resolve("app.aotconf");
        ProgramServices creating =
                new ProgramServices(
                        programs,
                        java,
                        List.of(
                                "-XX:AOTMode=create",
                                "-XX:AOTConfiguration=app.aotconf",
                                "-XX:AOTCache=app.aot"));
        ChildProcess process =
                creating.command(program, program, List.of())
                        .start(work.resolve(program + "-create.log"));
        process.awaitEnd(LIMIT);
        requireOk("the cache of " + program, process);
        Files.delete(record);
        Files.writeString(record.resolveSibling("aot.args"), "-XX:AOTCache=app.aot\n");
    }

    private static void requireOk(String what, ChildProcess process) {
        int code = process.exitCode().join();
        if (code != 0) {
            throw new IllegalStateException(
                    what + " ended with " + code + ":\n" + process.logTail());
        }
    }

    private static void say(String line) {
        System.out.println("training: " + line);
    }
}
