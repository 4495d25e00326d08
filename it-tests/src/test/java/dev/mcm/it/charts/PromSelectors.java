package dev.mcm.it.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The series that a PromQL expression asks for: enough of the language for our own expressions.
public final class PromSelectors {
    private static final Pattern METRIC =
            Pattern.compile(
                    "\\b((?:mcm|jvm|process|system|executor)_[a-z0-9_]+)(?:\\{([^}]*)\\})?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");

    /// A metric and the labels that it must have.
    public record Selector(String metric, Set<String> labels) {}

    private PromSelectors() {}

    public static List<Selector> of(String expression) {
        List<Selector> selectors = new ArrayList<>();
        Matcher metrics = METRIC.matcher(expression);
        while (metrics.find()) {
            Set<String> labels = new TreeSet<>();
            if (metrics.group(2) != null) {
                LABEL.matcher(metrics.group(2)).results().forEach(l -> labels.add(l.group(1)));
            }
            selectors.add(new Selector(metrics.group(1), labels));
        }
        return selectors;
    }
}
