package dev.mcm.it.charts;

import dev.mcm.it.helm.HelmChart;
import dev.mcm.it.helm.HelmRelease;
import dev.mcm.it.walls.ProjectClasses;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The project's charts, and the values of their `ci` directories.
public enum Charts {
    MCM_CP("mcm-cp", "mcm"),
    MCM_WP("mcm-wp", "mcm-system");

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final String chart;
    private final String namespace;

    Charts(String chart, String namespace) {
        this.chart = chart;
        this.namespace = namespace;
    }

    /// Name of its directory under `helm/charts`.
    public String chartName() {
        return chart;
    }

    public HelmChart chart() {
        return new HelmChart(directory());
    }

    Path directory() {
        return ProjectClasses.root().resolve("helm/charts").resolve(chart);
    }

    /// A release with the values of `ci/<name>-values.yaml`.
    public HelmRelease release(String name) {
        return release(values(name));
    }

    HelmRelease release(Map<String, ?> values) {
        return new HelmRelease(chart, namespace, values);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> values(String name) {
        try {
            return YAML.unmarshal(
                    Files.readString(directory().resolve("ci").resolve(name + "-values.yaml")),
                    Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
