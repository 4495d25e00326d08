package dev.mcm.testkit.postgres;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a killed owner leaves behind in a data directory: a server that still runs, or the pid file
/// of one that does not.
final class OrphanedServer {
    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(5);
    private static final Duration DEATH = Duration.ofSeconds(5);

    private OrphanedServer() {}

    /// To be called by the holder of the directory's lock: then nobody else can be the owner of a
    /// server found here.
    static void clear(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        Optional<ProcessHandle> server =
                pid(pidFile).flatMap(ProcessHandle::of).filter(found -> serves(found, data));
        server.ifPresent(OrphanedServer::end);
        // The pid may meanwhile belong to another program; the server would then refuse to start.
        Files.deleteIfExists(pidFile);
    }

    static Optional<Long> pid(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(Long.valueOf(lines.getFirst().strip()));
    }

    private static boolean serves(ProcessHandle process, Path data) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(data.toString()))
                .isPresent();
    }

    private static void end(ProcessHandle server) {
        List<ProcessHandle> family = server.descendants().toList();
        try {
            Signals.send(server.pid(), "INT");
        } catch (IllegalStateException e) {
            // It ended by itself in this moment.
        }
        if (!Waiting.holdsWithin(FAST_SHUTDOWN, () -> !Signals.isRunning(server))) {
            server.destroyForcibly();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        Waiting.until(
                "end of the orphaned server " + server.pid(),
                DEATH,
                () -> !Signals.isRunning(server) && family.stream().noneMatch(Signals::isRunning));
    }
}
