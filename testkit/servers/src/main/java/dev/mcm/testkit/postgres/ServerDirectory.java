package dev.mcm.testkit.postgres;

import dev.mcm.testkit.process.DirectoryLock;
import dev.mcm.testkit.process.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The directory that one server owns while it is locked: `data/`, `postgres.log`,
/// `superuser.password`, `owner.lock`.
final class ServerDirectory implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long PLENTY_BYTES = 3L << 30;

    private final Path path;
    private final DirectoryLock lock;
    private final boolean temporary;

    private ServerDirectory(Path path, DirectoryLock lock, boolean temporary) {
        this.path = path;
        this.lock = lock;
        this.temporary = temporary;
    }

    /// Opens a kept directory, initializing a server in it when there is none.
    ///
    /// @param password of a new server; null = a random one
    static ServerDirectory kept(Path path, ClusterInit init, @Nullable String password)
            throws IOException {
        DirectoryLock lock =
                DirectoryLock.tryAcquire(path)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the Postgres directory "
                                                + path
                                                + " is in use by another process"));
        ServerDirectory directory = new ServerDirectory(path.toRealPath(), lock, false);
        if (Files.exists(directory.data())) {
            OrphanedServer.clear(directory.data());
        } else {
            init.initialize(
                    directory.path, password == null ? ClusterInit.newPassword() : password);
        }
        return directory;
    }

    /// Makes a directory that [#close] deletes; also deletes those that killed processes have left
    /// behind.
    static ServerDirectory temporary(ClusterInit init, Path cache) throws IOException {
        Path parent = temporaryPlace().resolve("mcm-postgres-" + System.getProperty("user.name"));
        Files.createDirectories(parent);
        sweep(parent);
        Path path =
                Files.createTempDirectory(parent, ProcessHandle.current().pid() + "-").toRealPath();
        DirectoryLock lock =
                DirectoryLock.tryAcquire(path)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "somebody else uses the new directory " + path));
        init.copyTemplate(cache, path);
        return new ServerDirectory(path, lock, true);
    }

    /// Memory where there is plenty: a new server is then ready in 0.3 s instead of 1 to 3 s. It
    /// survives a killed server as a disk does, but not the machine; what has to measure fsync uses
    /// a kept directory.
    private static Path temporaryPlace() {
        try {
            if (Files.isWritable(MEMORY)
                    && Files.getFileStore(MEMORY).getUsableSpace() > PLENTY_BYTES) {
                return MEMORY;
            }
        } catch (IOException e) {
            // No such file system: the usual place will do.
        }
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static void sweep(Path parent) throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            for (Path directory :
                    found.filter(path -> Files.exists(path.resolve("owner.lock"))).toList()) {
                Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(directory);
                if (lock.isPresent()) {
                    OrphanedServer.clear(directory.resolve(ClusterInit.DATA));
                    DirectoryTree.delete(directory);
                    lock.get().close();
                }
            }
        }
    }

    Path data() {
        return path.resolve(ClusterInit.DATA);
    }

    Path log() {
        return path.resolve("postgres.log");
    }

    String password() {
        try {
            return Files.readString(path.resolve(ClusterInit.PASSWORD)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the superuser's password in " + path, e);
        }
    }

    void rememberPassword(String password) {
        try {
            ClusterInit.writeSecret(path.resolve(ClusterInit.PASSWORD), password);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the superuser's password in " + path, e);
        }
    }

    void writeConfiguration(String text) {
        try {
            Files.writeString(data().resolve("postgresql.conf"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write postgresql.conf in " + path, e);
        }
    }

    boolean isTemporary() {
        return temporary;
    }

    /// Gives the directory up; no server may run in it any more.
    @Override
    public void close() {
        try {
            if (temporary) {
                DirectoryTree.delete(path);
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up the Postgres directory " + path, e);
        }
    }
}
