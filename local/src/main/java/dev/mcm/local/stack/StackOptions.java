package dev.mcm.local.stack;

import java.nio.file.Path;
import java.util.List;

/// What to start and where.
///
/// @param directory holds data, logs, secrets and addresses; kept and used again by the next start
/// @param atcPort port of ATC's gRPC API; 0 = a free one
/// @param launcher how the services are started
public record StackOptions(
        Path directory,
        List<PlaneSpec> planes,
        StackTiming timing,
        int atcPort,
        ServiceLauncher launcher) {
    public StackOptions {
        directory = directory.toAbsolutePath().normalize();
        planes = List.copyOf(planes);
        if (planes.isEmpty()) {
            throw new IllegalArgumentException("planes: none (expected: at least one)");
        }
    }

    /// Services are started as `MCM_STACK_SERVICES` says.
    public StackOptions(Path directory, List<PlaneSpec> planes, StackTiming timing, int atcPort) {
        this(directory, planes, timing, atcPort, ServiceLauncher.from(System.getenv()));
    }
}
