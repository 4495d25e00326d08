package dev.mcm.shared.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds variables with the service's prefix that no key reads: most of them are misspelt.
final class UnknownKeys {
    /// What Kubernetes adds to every container for each Service of the namespace ("service links").
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    ".*(_|^)(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private UnknownKeys() {}

    static List<ConfigProblem> find(String prefix, Map<String, String> env, Set<String> known) {
        return env.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !known.contains(name))
                .filter(name -> !isServiceLink(name, prefix, env))
                .sorted()
                .map(name -> new ConfigProblem(name, "is unknown" + suggestion(name, known)))
                .toList();
    }

    private static boolean isServiceLink(String name, String prefix, Map<String, String> env) {
        String value = env.getOrDefault(name, "");
        boolean port = name.endsWith("PORT") && value.matches("(tcp|udp|sctp)://.*");
        return port || SERVICE_LINK.matcher(name.substring(prefix.length())).matches();
    }

    private static String suggestion(String name, Set<String> known) {
        Optional<String> nearest =
                known.stream()
                        .min(
                                Comparator.<String>comparingInt(
                                                candidate -> EditDistance.between(name, candidate))
                                        .thenComparing(Comparator.naturalOrder()));
        return nearest.filter(candidate -> EditDistance.between(name, candidate) <= 4)
                .map(candidate -> " (did you mean " + candidate + "?)")
                .orElse(" (expected: a key of the configuration reference)");
    }
}
