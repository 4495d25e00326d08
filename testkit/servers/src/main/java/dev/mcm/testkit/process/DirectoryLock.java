package dev.mcm.testkit.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says which process owns a directory. The lock goes with its process, however that ends, so
/// whoever holds it knows that a program still running there has lost its owner.
public final class DirectoryLock implements AutoCloseable {
    /// Held by this JVM. Needed because closing a second channel of a locked file would drop the
    /// first one's lock.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Empty when another holds the lock, in this JVM or elsewhere.
    public static Optional<DirectoryLock> tryAcquire(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.toRealPath().resolve("owner.lock");
        if (!HELD_HERE.add(file)) {
            return Optional.empty();
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            HELD_HERE.remove(file);
            return Optional.empty();
        }
        return Optional.of(new DirectoryLock(file, channel));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(file);
    }
}
