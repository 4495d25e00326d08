package dev.mcm.local.stack;

import dev.mcm.shared.time.RandomSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Where everything of a local stack lies: by default `.mcm/` in the project.
///
/// ```
/// env                   addresses and token, as shell assignments
/// lock                  held while a stack runs; contains its process id
/// postgres/ kafka/      data
/// planes/               a kubeconfig for each plane, as ATC uses it
/// planes/lsm/           the same for LSM
/// clusters/             uid of each simulated plane's cluster, which outlives the stack
/// kube/                 data and logs of real clusters
/// secrets/              passwords and tokens, readable by the owner only
/// logs/                 a log for each service
/// ```
public record StackDirectory(Path root) {
    public Path env() {
        return root.resolve("env");
    }

    public Path lock() {
        return root.resolve("lock");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path planes() {
        return root.resolve("planes");
    }

    public Path kubeconfig(String plane) {
        return planes().resolve(plane + ".kubeconfig");
    }

    public Path lsmKubeconfig(String plane) {
        return planes().resolve("lsm").resolve(plane + ".kubeconfig");
    }

    public Path kube(String plane) {
        return root.resolve("kube").resolve(plane);
    }

    /// The uid of a simulated plane's cluster: made at the first start, the same ever after.
    String clusterId(String plane) {
        Path file = root.resolve("clusters").resolve(plane);
        try {
            if (!Files.exists(file)) {
                RandomGenerator random = RandomSource.secure();
                Files.createDirectories(file.getParent());
                writeSecret(file, new UUID(random.nextLong(), random.nextLong()).toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the cluster of plane " + plane, e);
        }
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path log(String service) {
        return root.resolve("logs").resolve(service + ".log");
    }

    void create() {
        try {
            Files.createDirectories(planes().resolve("lsm"));
            Files.createDirectories(root.resolve("logs"));
            Files.createDirectories(secrets());
            Files.setPosixFilePermissions(secrets(), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the stack's directory " + root, e);
        }
    }

    /// Writes the addresses in one move, so that a reader sees all or nothing.
    void writeEnv(Map<String, String> variables) {
        String text =
                new TreeMap<>(variables)
                        .entrySet().stream()
                                .map(e -> "export " + e.getKey() + "='" + e.getValue() + "'\n")
                                .collect(Collectors.joining());
        writeSecret(env(), text);
    }

    /// Writes a file that its owner alone may read, in one move.
    static void writeSecret(Path file, String text) {
        try {
            Path staging = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(staging, text);
            Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rw-------"));
            Files.move(
                    staging,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// The variables of the env file; empty when no stack has been started here.
    public Map<String, String> readEnv() {
        Map<String, String> variables = new TreeMap<>();
        if (!Files.isReadable(env())) {
            return variables;
        }
        try {
            for (String line : Files.readAllLines(env())) {
                int equals = line.indexOf('=');
                if (line.startsWith("export ") && equals > 0) {
                    String value = line.substring(equals + 1);
                    variables.put(
                            line.substring(7, equals), value.substring(1, value.length() - 1));
                }
            }
            return variables;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + env(), e);
        }
    }
}
