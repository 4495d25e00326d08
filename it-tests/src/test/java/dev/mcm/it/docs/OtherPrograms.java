package dev.mcm.it.docs;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Programs that are not the project's: their verbs, and what of the project they are pointed at.
final class OtherPrograms {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Map<String, Set<String>> VERBS =
            Map.of(
                    "helm",
                    Set.of("install", "upgrade", "rollback", "uninstall", "template", "status"),
                    "kubectl",
                    Set.of(
                            "create",
                            "get",
                            "get/describe/apply/delete/logs",
                            "logs",
                            "exec",
                            "port-forward",
                            "rollout",
                            "describe",
                            "apply",
                            "delete",
                            "patch"),
                    "skaffold",
                    Set.of("run", "delete", "render", "diagnose", "dev"),
                    "pip",
                    Set.of("install"),
                    "go",
                    Set.of("mod"),
                    "grpcurl",
                    Set.of());
    static final Set<String> NAMES = VERBS.keySet();

    /// Options that take the next word, before a verb.
    private static final Set<String> WITH_VALUE =
            Set.of("-n", "--namespace", "--kubeconfig", "--context");

    private final ProjectFiles files;

    OtherPrograms(ProjectFiles files) {
        this.files = files;
    }

    Optional<String> problem(String program, List<String> words) {
        Set<String> verbs = VERBS.get(program);
        if (verbs == null) {
            return Optional.of("no program '" + program + "' is known to this test");
        }
        String verb = verb(words);
        if (!verbs.isEmpty() && !verb.isEmpty() && !verbs.contains(verb)) {
            return Optional.of(program + " has no verb '" + verb + "'");
        }
        return program.equals("helm")
                ? files(words).or(() -> values(words))
                : program.equals("skaffold") ? module(words) : files(words);
    }

    private static String verb(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (WITH_VALUE.contains(words.get(i))) {
                i++;
            } else if (!words.get(i).startsWith("-")) {
                return words.get(i);
            }
        }
        return "";
    }

    private Optional<String> files(List<String> words) {
        return words.stream()
                .filter(word -> word.matches("(helm|protos|bin|docs)/[\\w./-]+"))
                .filter(word -> !files.exists(word))
                .findFirst()
                .map(word -> "no file '" + word + "'");
    }

    private Optional<String> module(List<String> words) {
        int at = words.indexOf("-m");
        return at < 0 || files.read("skaffold.yaml").contains("name: " + words.get(at + 1))
                ? Optional.empty()
                : Optional.of("skaffold.yaml has no module '" + words.get(at + 1) + "'");
    }

    /// `--set` names values that the chart has.
    private Optional<String> values(List<String> words) {
        Optional<String> chart =
                words.stream().filter(word -> word.startsWith("helm/charts/")).findFirst();
        if (chart.isEmpty()) {
            return Optional.empty();
        }
        Object known = YAML.unmarshal(files.read(chart.get() + "/values.yaml"), Map.class);
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("--set") || words.get(i).equals("--set-file")) {
                String path = words.get(i + 1).replaceFirst("=.*", "");
                if (!has(known, path)) {
                    return Optional.of(chart.get() + " has no value '" + path + "'");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(Object values, String path) {
        Object at = values;
        for (String key : path.split("\\.")) {
            if (!(at instanceof Map<?, ?> map) || !map.containsKey(key)) {
                return false;
            }
            at = map.get(key);
        }
        return true;
    }
}
