package dev.mcm.local.stack;

import java.nio.file.Path;
import java.util.List;

/// What to start and where.
///
/// @param directory holds data, logs, secrets and addresses; kept and used again by the next start
/// @param atcPort port of ATC's gRPC API; 0 = a free one
public record StackOptions(
        Path directory, List<PlaneSpec> planes, StackTiming timing, int atcPort) {
    public StackOptions {
        directory = directory.toAbsolutePath().normalize();
        planes = List.copyOf(planes);
        if (planes.isEmpty()) {
            throw new IllegalArgumentException("planes: none (expected: at least one)");
        }
    }
}
