package dev.mcm.bench.startup;

import dev.mcm.bench.Report;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.NativeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The programs to measure, laid out as in an image, with their caches: made when they are missing
/// or older than what was built.
///
/// @param root of the project
/// @param directory where they lie
record Programs(Path root, Path directory) {
    private static final String LAYOUT = "bin/layout-programs.sh";
    private static final Duration LIMIT = Duration.ofMinutes(15);

    void prepare(Report report) throws IOException {
        Path last = directory.resolve("atctl").resolve("app.aot");
        if (Files.exists(last) && Files.getLastModifiedTime(last).compareTo(newestSource()) > 0) {
            return;
        }
        report.progress("laying programs out and making their AOT caches (some minutes)");
        Files.createDirectories(directory);
        run(LAYOUT, directory.toString());
        run("bin/aot-caches.sh", directory.toString());
    }

    private FileTime newestSource() throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            FileTime newest = Files.getLastModifiedTime(root.resolve(LAYOUT));
            for (Path lib :
                    modules.map(m -> m.resolve("target/dist/lib"))
                            .filter(Files::isDirectory)
                            .toList()) {
                FileTime time = newestIn(lib);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
            return newest;
        }
    }

    private static FileTime newestIn(Path lib) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        try (Stream<Path> jars = Files.list(lib)) {
            for (Path jar : jars.toList()) {
                FileTime time = Files.getLastModifiedTime(jar);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
        }
        return newest;
    }

    private void run(String script, String argument) throws IOException {
        Path log = Files.createTempFile("mcm-bench-", ".log");
        ChildProcess process =
                NativeCommand.of(root.resolve(script)).arguments(List.of(argument)).start(log);
        process.awaitEnd(LIMIT);
        int code = process.exitCode().join();
        if (code != 0) {
            throw new IllegalStateException(
                    script + " ended with " + code + ":\n" + process.logTail());
        }
        Files.delete(log);
    }
}
