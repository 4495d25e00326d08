package dev.mcm.it.helm;

import java.util.Map;

/// What a chart is rendered or installed as.
///
/// @param values merged over the chart's own, as of a values file
public record HelmRelease(String name, String namespace, Map<String, ?> values) {
    public HelmRelease {
        values = Map.copyOf(values);
    }
}
