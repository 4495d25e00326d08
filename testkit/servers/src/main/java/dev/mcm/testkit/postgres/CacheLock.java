package dev.mcm.testkit.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Lets one thread of one process on this machine fill the cache at a time.
final class CacheLock {
    private CacheLock() {}

    interface Fill {
        void run() throws IOException;
    }

    /// Runs `fill` unless `target` exists in `cache`, which `fill` is to make by an atomic move.
    static synchronized void fillOnce(Path cache, Path target, Fill fill) throws IOException {
        if (Files.isDirectory(target)) {
            return;
        }
        Files.createDirectories(cache);
        try (FileChannel channel =
                FileChannel.open(
                        cache.resolve("fill.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            channel.lock();
            if (!Files.isDirectory(target)) {
                fill.run();
            }
        }
    }
}
