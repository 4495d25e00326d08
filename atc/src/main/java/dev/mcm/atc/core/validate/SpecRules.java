package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.SecretEnv;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a deployment's spec must be, apart from what only the database knows.
public final class SpecRules {
    /// A few hundred variables and arguments, or a chat template among them, are a quarter of it;
    /// files belong into images, ConfigMaps and Secrets.
    private static final int MAX_SPEC_BYTES = 32 * 1024;

    private static final int MAX_ITEMS = 200;
    private static final int MAX_LABELS = 32;

    private SpecRules() {}

    /// @param violations below field `spec`
    public static void check(DeploymentSpec spec, Violations violations) {
        Violations at = violations.in("spec");
        at.check(!spec.getImage().isEmpty(), "image", "", "an image reference; it is required");
        if (!spec.getImage().isEmpty()) {
            Checks.syntax(at, "image", spec.getImage(), Syntax.IMAGE);
        }
        violations.check(
                spec.getSerializedSize() <= MAX_SPEC_BYTES,
                "spec",
                spec.getSerializedSize() + " bytes",
                "at most " + MAX_SPEC_BYTES);
        checkProcess(spec, at);
        checkEnv(spec, at);
        checkLabels(spec.getLabelsMap(), at);
        PodRules.check(spec, at);
        ResourceRules.check(spec, at);
        PlacementPolicyRules.check(spec.getPlacement(), at.in("placement"));
        Checks.range(at, "priority", spec.getPriority(), -1000, 1000);
        Checks.range(at, "predict_concurrency", spec.getPredictConcurrency(), 0, 100_000);
        Checks.range(at, "longest_request_seconds", spec.getLongestRequestSeconds(), 0, 3600);
    }

    private static void checkProcess(DeploymentSpec spec, Violations at) {
        Checks.atMost(at, "command", spec.getCommandCount(), MAX_ITEMS, "items");
        Checks.atMost(at, "args", spec.getArgsCount(), MAX_ITEMS, "items");
        Checks.noNul(at, "command", spec.getCommandList());
        Checks.noNul(at, "args", spec.getArgsList());
        Checks.range(at, "port", spec.getPort(), 0, 65_535);
        at.check(
                spec.getNodeCount() == 0 || spec.getNodeCount() == 1,
                "node_count",
                spec.getNodeCount(),
                "0 or 1; this version runs no gangs over several nodes");
    }

    private static void checkEnv(DeploymentSpec spec, Violations at) {
        Checks.atMost(
                at, "env", spec.getEnvCount() + spec.getSecretEnvCount(), MAX_ITEMS, "variables");
        spec.getEnvMap()
                .forEach((name, value) -> {
                    String field = "env[" + name + "]";
                    Checks.syntax(at, field, name, Syntax.ENV_NAME);
                    Checks.noNul(at, field, List.of(value));
                });
        Set<String> names = new HashSet<>(spec.getEnvMap().keySet());
        for (int i = 0; i < spec.getSecretEnvCount(); i++) {
            SecretEnv secret = spec.getSecretEnv(i);
            Violations item = at.in("secret_env[" + i + "]");
            Checks.syntax(item, "name", secret.getName(), Syntax.ENV_NAME);
            Checks.syntax(item, "secret", secret.getSecret(), Syntax.OBJECT_NAME);
            Checks.syntax(item, "key", secret.getKey(), Syntax.SECRET_KEY);
            item.check(
                    names.add(secret.getName()),
                    "name",
                    secret.getName(),
                    "each variable once, in env or in secret_env");
        }
    }

    private static void checkLabels(Map<String, String> labels, Violations at) {
        Checks.atMost(at, "labels", labels.size(), MAX_LABELS, "labels");
        labels.forEach((key, value) -> {
            String field = "labels[" + key + "]";
            Checks.syntax(at, field, key, Syntax.LABEL_KEY);
            Checks.syntax(at, field, value, Syntax.LABEL_VALUE);
            at.check(
                    !KeyDomains.isIn(key, KeyDomains.OWN),
                    field,
                    key,
                    "a key that is not under mcm.dev/, which MCM keeps for itself");
        });
    }
}
