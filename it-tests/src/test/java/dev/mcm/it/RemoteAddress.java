package dev.mcm.it;

import dev.mcm.it.walls.ProjectClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where an MCM that runs elsewhere is.
///
/// @param atc `host:port`
/// @param token an administrator's
/// @param planes plane → kubeconfig of somebody who may read everything there
record RemoteAddress(String atc, String token, SequencedMap<String, Path> planes) {
    static final String SWITCH = "MCM_TARGET";
    private static final String KUBECONFIG = ".kubeconfig";

    /// By environment variable `MCM_TARGET`: `local` (or nothing), `minikube` (what
    /// `bin/minikube.sh` has set up), or the path of a plane's kubeconfig, named
    /// `<plane>.kubeconfig`, or of a directory of those. ATC is found by `MCM_ATC_ADDRESS` and
    /// `MCM_ATC_TOKEN` or `MCM_ATC_TOKEN_FILE`, as by atctl.
    ///
    /// @return empty = local
    /// @throws IllegalArgumentException when the environment does not say where it is
    static Optional<RemoteAddress> of(Map<String, String> env) {
        String target = env.getOrDefault(SWITCH, "local");
        return switch (target) {
            case "", "local" -> Optional.empty();
            case "minikube" ->
                    Optional.of(at(ProjectClasses.root().resolve(".mcm/minikube/planes"), env));
            default -> Optional.of(at(Path.of(target), env));
        };
    }

    private static RemoteAddress at(Path target, Map<String, String> env) {
        SequencedMap<String, Path> planes = new TreeMap<>();
        kubeconfigs(target).forEach(file -> planes.put(plane(file), file));
        if (planes.isEmpty()) {
            throw new IllegalArgumentException(
                    SWITCH
                            + ": "
                            + target
                            + " (expected: local, minikube, <plane>.kubeconfig or a directory of"
                            + " those)");
        }
        return new RemoteAddress(required(env, "MCM_ATC_ADDRESS"), token(env), planes);
    }

    private static List<Path> kubeconfigs(Path target) {
        if (!Files.isDirectory(target)) {
            return Files.exists(target) && isKubeconfig(target) ? List.of(target) : List.of();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(RemoteAddress::isKubeconfig).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isKubeconfig(Path file) {
        return file.getFileName().toString().endsWith(KUBECONFIG);
    }

    private static String plane(Path file) {
        return file.getFileName().toString().replace(KUBECONFIG, "");
    }

    private static String token(Map<String, String> env) {
        if (env.containsKey("MCM_ATC_TOKEN")) {
            return env.get("MCM_ATC_TOKEN");
        }
        try {
            return Files.readString(Path.of(required(env, "MCM_ATC_TOKEN_FILE"))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String required(Map<String, String> env, String name) {
        String value = env.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    name + ": not set (expected with " + SWITCH + "=" + env.get(SWITCH) + ")");
        }
        return value;
    }
}
