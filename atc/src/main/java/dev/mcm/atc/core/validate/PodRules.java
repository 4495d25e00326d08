package dev.mcm.atc.core.validate;

import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PodPort;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a spec says of the pod around the model's process.
final class PodRules {
    private static final int MAX_PULL_SECRETS = 16;
    private static final int MAX_PORTS = 16;
    private static final int MAX_ANNOTATIONS = 32;
    private static final int SHORTEST_START_SECONDS = 10;
    private static final int LONGEST_START_SECONDS = 14_400;

    /// Kubernetes and its controllers take orders by annotations of these: what a tenant may ask of
    /// them has a field of its own.
    private static final List<String> RESERVED = List.of(KeyDomains.OWN, "kubernetes.io", "k8s.io");

    private PodRules() {}

    static void check(DeploymentSpec spec, Violations at) {
        List<String> secrets = spec.getImagePullSecretsList();
        Checks.atMost(at, "image_pull_secrets", secrets.size(), MAX_PULL_SECRETS, "secrets");
        Checks.items(at, "image_pull_secrets", secrets, Syntax.OBJECT_NAME);
        checkPorts(spec, at);
        ProbeRules.check(spec, at);
        int deadline = spec.getStartDeadlineSeconds();
        at.check(
                deadline == 0
                        || (deadline >= SHORTEST_START_SECONDS
                                && deadline <= LONGEST_START_SECONDS),
                "start_deadline_seconds",
                deadline,
                "0, or " + SHORTEST_START_SECONDS + " to " + LONGEST_START_SECONDS);
        Checks.range(
                at,
                "shared_memory_mib",
                spec.getSharedMemoryMib(),
                0,
                ResourceRules.MAX_MEMORY_MIB);
        VolumeRules.check(spec.getVolumesList(), at);
        checkAnnotations(spec.getAnnotationsMap(), at);
        if (!spec.getRuntimeClass().isEmpty()) {
            Checks.syntax(at, "runtime_class", spec.getRuntimeClass(), Syntax.OBJECT_NAME);
        }
    }

    private static void checkPorts(DeploymentSpec spec, Violations at) {
        Checks.atMost(at, "ports", spec.getPortsCount(), MAX_PORTS, "ports");
        int requests = spec.getPort() == 0 ? SpecDefaults.PORT : spec.getPort();
        Set<String> names = new HashSet<>(Set.of(PlaneNames.REQUEST_PORT));
        Set<Integer> numbers = new HashSet<>(Set.of(requests));
        for (int i = 0; i < spec.getPortsCount(); i++) {
            PodPort port = spec.getPorts(i);
            Violations item = at.in("ports[" + i + "]");
            Checks.syntax(item, "name", port.getName(), Syntax.PORT_NAME);
            Checks.range(item, "number", port.getNumber(), 1, 65_535);
            item.check(
                    names.add(port.getName()),
                    "name",
                    port.getName(),
                    "each name once; http is `port`");
            item.check(
                    numbers.add(port.getNumber()),
                    "number",
                    port.getNumber(),
                    "each number once; `port` has " + requests);
        }
    }

    private static void checkAnnotations(Map<String, String> annotations, Violations at) {
        Checks.atMost(at, "annotations", annotations.size(), MAX_ANNOTATIONS, "annotations");
        annotations.forEach((key, value) -> {
            String field = "annotations[" + key + "]";
            Checks.syntax(at, field, key, Syntax.LABEL_KEY);
            Checks.noNul(at, field, List.of(value));
            at.check(
                    RESERVED.stream().noneMatch(domain -> KeyDomains.isIn(key, domain)),
                    field,
                    key,
                    "a key that is not under mcm.dev/, kubernetes.io/ or k8s.io/");
        });
    }
}
