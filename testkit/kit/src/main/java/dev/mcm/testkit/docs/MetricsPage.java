package dev.mcm.testkit.docs;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Markdown of the reference page of a service's own meters: those that begin with `mcm.` and are
/// registered when asked.
public final class MetricsPage {
    private static final String PREFIX = "mcm.";

    private MetricsPage() {}

    /// @param registry a registry on which the assembled service has registered everything
    public static String markdown(String service, MeterRegistry registry) {
        Map<String, List<Meter>> byName =
                registry.getMeters().stream()
                        .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                        .collect(
                                Collectors.groupingBy(
                                        meter -> meter.getId().getName(),
                                        TreeMap::new,
                                        Collectors.toList()));
        return byName.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("", head(service), ""));
    }

    private static String row(String name, List<Meter> meters) {
        Meter.Id first = meters.getFirst().getId();
        String tags =
                meters.stream()
                        .map(Meter::getId)
                        .map(Meter.Id::getTags)
                        .flatMap(Collection::stream)
                        .map(Tag::getKey)
                        .filter(tag -> !tag.equals("service"))
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .map(tag -> "`" + tag + "`")
                        .collect(Collectors.joining(", "));
        String type = first.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "| `"
                + name
                + "` | "
                + type
                + " | "
                + text(first.getBaseUnit())
                + " | "
                + tags
                + " | "
                + text(first.getDescription())
                + " |\n";
    }

    private static String text(@Nullable String value) {
        return Optional.ofNullable(value).orElse("");
    }

    private static String head(String service) {
        return "# Metrics of "
                + service
                + "\n\n"
                + "On `/metrics`, dots as underscores, all with label `service`. Generated from the"
                + " code; a test fails when this page is stale.\n\n"
                + "| meter | type | unit | tags | meaning |\n"
                + "|---|---|---|---|---|\n";
    }
}
