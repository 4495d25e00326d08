package dev.mcm.atc.core.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a pod template is rendered. Pods restart when their template changes, so a workload keeps
/// the generation that it was made with until the version of its spec changes: an ATC that renders
/// more than the one before it restarts nothing. A new way to render is a new constant at the end.
enum TemplateGeneration {
    FIRST(1),
    /// Pods get no API token and do not tolerate the taints of a control plane.
    CONTAINED(2),
    /// They run under the container runtime's own seccomp profile, without the capabilities that no
    /// model has a use for.
    CONFINED(3);

    /// Annotation of a workload: its generation. The first one had none.
    static final String ANNOTATION = "mcm.dev/template";

    static final String API_TOKEN = "automountServiceAccountToken";
    static final String SECURITY = "securityContext";
    static final String SECCOMP = "seccompProfile";

    private final int number;

    TemplateGeneration(int number) {
        this.number = number;
    }

    /// From 1 on, without a gap.
    int number() {
        return number;
    }

    static TemplateGeneration newest() {
        return values()[values().length - 1];
    }

    static List<TemplateGeneration> earlier() {
        return List.of(values()).subList(0, values().length - 1);
    }

    /// Of an object on a plane. One that a newer ATC has made counts as the newest known; one whose
    /// annotation somebody has taken away is known by its fields.
    static TemplateGeneration of(Map<?, ?> workload) {
        return Optional.ofNullable(at(workload, "metadata", "annotations", ANNOTATION))
                .map(name -> named(name.toString()))
                .orElseGet(() -> byFields(workload));
    }

    private static TemplateGeneration byFields(Map<?, ?> workload) {
        if (at(workload, "spec", "template", "spec", SECURITY, SECCOMP) != null) {
            return CONFINED;
        }
        return at(workload, "spec", "template", "spec", API_TOKEN) == null ? FIRST : CONTAINED;
    }

    String text() {
        return Integer.toString(number);
    }

    private static TemplateGeneration named(String text) {
        return List.of(values()).stream()
                .filter(generation -> generation.text().equals(text))
                .findFirst()
                .orElse(newest());
    }

    static @Nullable Object at(Map<?, ?> tree, String... path) {
        Object found = tree;
        for (String name : path) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return found;
    }
}
