package dev.mcm.testkit.kube;

import dev.mcm.testkit.process.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a cluster's files lie.
///
/// @param temporary whether it is deleted at the end
record KubeDirectory(Path root, boolean temporary) {

    /// @param kept null = a temporary one
    static KubeDirectory open(@Nullable Path kept) {
        try {
            return kept == null
                    ? new KubeDirectory(Files.createTempDirectory("mcm-kube-"), true)
                    : new KubeDirectory(Files.createDirectories(kept), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a cluster's directory", e);
        }
    }

    Path log(String program) {
        return root.resolve(program + ".log");
    }

    Path etcd() {
        return root.resolve("etcd");
    }

    /// The API server makes its own certificate here at its first start.
    Path certificates() {
        return root.resolve("certificates");
    }

    /// The API server's certificate and the one that signed it.
    Path authority() {
        return certificates().resolve("apiserver.crt");
    }

    /// Signs the tokens of service accounts.
    Path accountKey() {
        return root.resolve("service-accounts.key");
    }

    Path tokens() {
        return root.resolve("tokens.csv");
    }

    Path auditPolicy() {
        return root.resolve("audit-policy.yaml");
    }

    Path auditLog() {
        return root.resolve("audit.log");
    }

    Path kubeconfig(String user) {
        return root.resolve(user + ".kubeconfig");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// Writes a file that its owner alone may read.
    static void writeSecret(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file);
            Files.setPosixFilePermissions(
                    file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    void deleteIfTemporary() {
        if (!temporary) {
            return;
        }
        try {
            DirectoryTree.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }
}
