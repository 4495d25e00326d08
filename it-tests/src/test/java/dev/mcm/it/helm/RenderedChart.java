package dev.mcm.it.helm;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a chart became.
///
/// @param text as Helm printed it
/// @param objects hooks included, in the order of the text
public record RenderedChart(String text, List<GenericKubernetesResource> objects) {
    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---\\s*$");
    private static final Pattern CONTENT = Pattern.compile("(?m)^[^#\\s]");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    public RenderedChart {
        objects = List.copyOf(objects);
    }

    static RenderedChart of(String text) {
        List<GenericKubernetesResource> objects = new ArrayList<>();
        for (String document : SEPARATOR.split(text, -1)) {
            if (CONTENT.matcher(document).find()) {
                objects.add(YAML.unmarshal(document, GenericKubernetesResource.class));
            }
        }
        return new RenderedChart(text, objects);
    }

    public Stream<GenericKubernetesResource> ofKind(String kind) {
        return objects.stream().filter(object -> object.getKind().equals(kind));
    }

    /// @throws IllegalArgumentException when there is none
    public GenericKubernetesResource get(String kind, String name) {
        return ofKind(kind)
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                kind
                                        + " "
                                        + name
                                        + ": not rendered (expected: one of "
                                        + ofKind(kind)
                                                .map(object -> object.getMetadata().getName())
                                                .toList()
                                        + ")"));
    }
}
