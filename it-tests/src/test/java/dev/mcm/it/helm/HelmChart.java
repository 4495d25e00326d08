package dev.mcm.it.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A chart in a directory. Needs no Helm program and, but for [#install], no cluster. Thread-safe.
public final class HelmChart {
    /// What charts are rendered for; the engine would think of a cluster older than any.
    private static final String KUBERNETES = "1.34.0";

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final Path directory;

    /// @param directory has Chart.yaml in it
    public HelmChart(Path directory) {
        if (!Files.exists(directory.resolve("Chart.yaml"))) {
            throw new IllegalArgumentException(
                    "chart: " + directory + " (expected: a directory with Chart.yaml)");
        }
        this.directory = directory.toAbsolutePath();
    }

    public Path directory() {
        return directory;
    }

    /// Strict lint with the chart's own values.
    ///
    /// @return what is wrong; empty = nothing
    public List<String> lint() {
        LintResult result = new Helm(directory).lint().strict().call();
        return result.isFailed() ? List.copyOf(result.getMessages()) : List.of();
    }

    /// @throws HelmException when the schema or a template refuses the values
    public RenderedChart render(HelmRelease release) {
        try (HookedCopy copy = HookedCopy.of(directory)) {
            String text =
                    withValues(
                            release.values(),
                            file ->
                                    new Helm(copy.directory())
                                            .template()
                                            .withName(release.name())
                                            .withNamespace(release.namespace())
                                            .withKubeVersion(KUBERNETES)
                                            .withValuesFile(file)
                                            .call());
            return RenderedChart.of(HookedCopy.restored(text));
        }
    }

    /// Installs into a cluster, creating the namespace, and returns once the API server has taken
    /// every object and the hooks are through.
    ///
    /// @param kubeconfig names the cluster
    /// @param patience for the hooks
    /// @throws HelmException when it could not be installed
    public void install(HelmRelease release, Path kubeconfig, Duration patience) {
        var _ =
                withValues(
                        release.values(),
                        file ->
                                new Helm(directory)
                                        .install()
                                        .withName(release.name())
                                        .withNamespace(release.namespace())
                                        .createNamespace()
                                        .withValuesFile(file)
                                        .withTimeout((int) patience.toSeconds())
                                        .withKubeConfig(kubeconfig)
                                        .call());
    }

    private static <T> T withValues(Map<String, ?> values, Function<Path, T> work) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, YAML.asYaml(values));
                return work.apply(file);
            } catch (IllegalStateException e) {
                throw new HelmException(String.valueOf(e.getMessage()), e);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
