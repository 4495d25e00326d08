package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which objects are meant, by their labels. All requirements must hold; none means every object.
public record LabelSelector(List<Requirement> requirements) {

    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    private static final Pattern TERM =
            Pattern.compile(
                    "\\s*(?:(?<absent>!)\\s*(?<missing>[^\\s=!,()]+)"
                            + "|(?<key>[^\\s=!,()]+)\\s*(?:"
                            + "(?<equal>==|=|!=)\\s*(?<value>[^\\s=!,()]*)"
                            + "|(?<set>in|notin)\\s*\\((?<values>[^)]*)\\))?)\\s*(?:,|$)");

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /// How a label is compared.
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /// One condition on one label.
    public record Requirement(String label, Operator operator, Set<String> values) {

        public Requirement {
            values = Set.copyOf(values);
        }

        boolean holds(JsonNode labels) {
            JsonNode value = labels.path(label);
            return switch (operator) {
                case IN -> value.isTextual() && values.contains(value.textValue());
                case NOT_IN -> !value.isTextual() || !values.contains(value.textValue());
                case EXISTS -> value.isTextual();
                case DOES_NOT_EXIST -> !value.isTextual();
            };
        }
    }

    public boolean matches(JsonNode labels) {
        return requirements.stream().allMatch(r -> r.holds(labels));
    }

    public boolean matches(StoredObject object) {
        return requirements.isEmpty() || matches(object.labels());
    }

    /// Reads the form of a query string: `app=web,tier in (a,b),!canary`.
    public static LabelSelector parse(String text) {
        List<Requirement> found = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!term.find(end) || term.start() != end || term.end() == end) {
                throw StatusException.badRequest(
                        "unable to parse requirement: found '"
                                + text.substring(end)
                                + "' in label selector '"
                                + text
                                + "'");
            }
            found.add(requirement(term));
            end = term.end();
        }
        return new LabelSelector(found);
    }

    private static Requirement requirement(Matcher term) {
        if (term.group("absent") != null) {
            return new Requirement(term.group("missing"), Operator.DOES_NOT_EXIST, Set.of());
        }
        String key = term.group("key");
        if (term.group("equal") != null) {
            Operator operator = term.group("equal").equals("!=") ? Operator.NOT_IN : Operator.IN;
            return new Requirement(key, operator, Set.of(term.group("value")));
        }
        if (term.group("set") != null) {
            Set<String> values = new TreeSet<>();
            for (String value : term.group("values").split(",", -1)) {
                values.add(value.strip());
            }
            Operator operator = term.group("set").equals("in") ? Operator.IN : Operator.NOT_IN;
            return new Requirement(key, operator, values);
        }
        return new Requirement(key, Operator.EXISTS, Set.of());
    }

    /// Reads the form of a spec: `{matchLabels: …, matchExpressions: …}`. An absent selector
    /// matches nothing useful, so the caller decides about it.
    public static LabelSelector of(JsonNode spec) {
        List<Requirement> found = new ArrayList<>();
        for (var label : spec.path("matchLabels").properties()) {
            found.add(
                    new Requirement(
                            label.getKey(), Operator.IN, Set.of(label.getValue().asText())));
        }
        for (JsonNode expression : spec.path("matchExpressions")) {
            Set<String> values = new TreeSet<>();
            expression.path("values").forEach(v -> values.add(v.asText()));
            found.add(
                    new Requirement(
                            Trees.text(expression, "key"),
                            operator(Trees.text(expression, "operator")),
                            values));
        }
        return new LabelSelector(found);
    }

    private static Operator operator(String name) {
        return switch (name) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            default ->
                    throw StatusException.badRequest(
                            "\"" + name + "\" is not a valid label selector operator");
        };
    }
}
