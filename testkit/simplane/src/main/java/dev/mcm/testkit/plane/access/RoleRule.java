package dev.mcm.testkit.plane.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/// One rule of a role.
record RoleRule(
        Set<String> verbs,
        Set<String> groups,
        Set<String> resources,
        Set<String> names,
        Set<String> paths) {

    private static final String ALL = "*";

    static RoleRule of(JsonNode rule) {
        return new RoleRule(
                texts(rule, "verbs"),
                texts(rule, "apiGroups"),
                texts(rule, "resources"),
                texts(rule, "resourceNames"),
                texts(rule, "nonResourceURLs"));
    }

    private static Set<String> texts(JsonNode rule, String field) {
        Set<String> texts = new HashSet<>();
        rule.path(field).forEach(t -> texts.add(t.asText()));
        return Set.copyOf(texts);
    }

    boolean allows(Action action) {
        if (!verbs.contains(ALL) && !verbs.contains(action.verb())) {
            return false;
        }
        return switch (action) {
            case Action.OnResource on ->
                    (groups.contains(ALL) || groups.contains(on.group()))
                            && isNamed(on)
                            && (names.isEmpty() || names.contains(on.name()));
            case Action.OnPath on -> paths.stream().anyMatch(p -> covers(p, on.path()));
        };
    }

    private boolean isNamed(Action.OnResource on) {
        return resources.contains(ALL)
                || resources.contains(on.resource())
                || (!on.part().isEmpty() && resources.contains("*/" + on.part()));
    }

    private static boolean covers(String pattern, String path) {
        return pattern.endsWith(ALL)
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(path);
    }
}
