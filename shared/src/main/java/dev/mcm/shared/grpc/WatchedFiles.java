package dev.mcm.shared.grpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Files that make sense only together. Not thread-safe.
final class WatchedFiles {
    /// Takes the contents over, in the order of the files; throws when they cannot be used.
    @FunctionalInterface
    interface Use {
        void accept(List<byte[]> contents) throws IOException, GeneralSecurityException;
    }

    private final List<Path> files;
    private final Use use;
    private List<byte[]> inUse = List.of();

    WatchedFiles(List<Path> files, Use use) {
        this.files = List.copyOf(files);
        this.use = use;
    }

    /// Hands the contents over when they are not those that were taken over last.
    ///
    /// @throws IOException naming the files, when they cannot be read or used
    void refresh() throws IOException {
        List<byte[]> now = read();
        if (same(now, inUse)) {
            return;
        }
        try {
            use.accept(now);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IOException("TLS files cannot be used: " + files + ": " + e.getMessage(), e);
        }
        inUse = now;
    }

    private List<byte[]> read() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            try {
                contents.add(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new IOException("TLS file: '" + file + "' (expected: a readable file)", e);
            }
        }
        return contents;
    }

    private static boolean same(List<byte[]> a, List<byte[]> b) {
        return Arrays.deepEquals(a.toArray(), b.toArray());
    }
}
