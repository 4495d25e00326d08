package dev.mcm.testkit.kube;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The programs of a real Kubernetes, as `make kube-tools` builds them.
///
/// @param directory holds `etcd`, `kube-apiserver`, `kubectl` and the rest, `crds/` and `stages/`
public record KubeTools(Path directory) {
    /// What to tell a person when [#find] finds nothing.
    public static final String HOW_TO_GET =
            "the programs of a real Kubernetes are not on this machine; build them once with 'make"
                    + " kube-tools', or name their directory in MCM_KUBE_TOOLS";

    private static final List<String> PROGRAMS =
            List.of(
                    "etcd",
                    "kube-apiserver",
                    "kube-controller-manager",
                    "kube-scheduler",
                    "kubectl",
                    "kwok");

    /// Looks at `MCM_KUBE_TOOLS`, then at what `make kube-tools` built last, then at
    /// `KUBEBUILDER_ASSETS` (which other tools fill with some of the programs only). Empty where
    /// none of these holds all of the programs.
    public static Optional<KubeTools> find() {
        return Stream.of(
                        named("MCM_KUBE_TOOLS"),
                        Optional.of(cache().resolve("mcm/kube-tools/current")),
                        named("KUBEBUILDER_ASSETS"))
                .flatMap(Optional::stream)
                .map(KubeTools::new)
                .filter(KubeTools::isComplete)
                .findFirst();
    }

    /// @throws IllegalStateException when they are not here, with [#HOW_TO_GET]
    public static KubeTools require() {
        return find().orElseThrow(() -> new IllegalStateException(HOW_TO_GET));
    }

    /// @param name for example `kubectl`
    public Path program(String name) {
        return directory.resolve(name);
    }

    /// The Gateway API's custom resource definitions (standard channel), one YAML file.
    public Path gatewayApi() {
        return directory.resolve("crds").resolve("gateway-api.yaml");
    }

    /// How KWOK plays nodes and pods: both become ready at once.
    public Path kwokStages() {
        return directory.resolve("stages").resolve("kwok.yaml");
    }

    private boolean isComplete() {
        return PROGRAMS.stream().map(this::program).allMatch(Files::isExecutable)
                && Files.isReadable(gatewayApi())
                && Files.isReadable(kwokStages());
    }

    private static Optional<Path> named(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static Path cache() {
        return named("XDG_CACHE_HOME")
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }
}
