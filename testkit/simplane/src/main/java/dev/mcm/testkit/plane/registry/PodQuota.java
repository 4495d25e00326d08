package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a ResourceQuota counts of pods, as kube-apiserver does: requests and limits of containers
/// of pods that have not ended, and their number.
public final class PodQuota {
    private static final Set<String> PLAIN_REQUESTS = Set.of("cpu", "memory", "ephemeral-storage");
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final String COUNT = "count/pods";

    private PodQuota() {}

    /// What all pods of the quota's namespace take of it, by the names of its limits; limits of
    /// other things than pods are left out.
    public static SortedMap<String, BigDecimal> used(ObjectStore store, StoredObject quota) {
        SortedMap<String, BigDecimal> used = new TreeMap<>();
        limits(quota).forEach(limit -> used.put(limit, BigDecimal.ZERO));
        for (StoredObject pod : podsOf(store, quota.key().namespace())) {
            if (counts(quota, pod.tree())) {
                used.replaceAll((limit, sum) -> sum.add(taken(limit, pod.tree())));
            }
        }
        return used;
    }

    /// As Kubernetes writes quantities of that kind.
    public static String text(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() <= 0
                ? plain.toPlainString()
                : plain.movePointRight(3).toBigInteger() + "m";
    }

    /// The quotas of a namespace.
    static List<StoredObject> of(ObjectStore store, String namespace) {
        List<StoredObject> quotas = new ArrayList<>();
        for (StoredObject quota : store.objects(ResourceTypes.RESOURCE_QUOTA).values()) {
            if (quota.key().namespace().equals(namespace)) {
                quotas.add(quota);
            }
        }
        return quotas;
    }

    static List<String> limits(StoredObject quota) {
        List<String> limits = new ArrayList<>();
        quota.at("spec", "hard")
                .fieldNames()
                .forEachRemaining(name -> {
                    boolean ofPods =
                            name.equals("pods")
                                    || name.equals(COUNT)
                                    || PLAIN_REQUESTS.contains(name)
                                    || (name.startsWith("requests.")
                                            && !name.equals("requests.storage"))
                                    || name.startsWith("limits.");
                    if (ofPods) {
                        limits.add(name);
                    }
                });
        return limits;
    }

    static BigDecimal hard(StoredObject quota, String limit) {
        return Amounts.parse(quota.text("spec", "hard", limit));
    }

    /// What the pod takes of a limit.
    static BigDecimal taken(String limit, JsonNode pod) {
        if (limit.equals(COUNT)) {
            return BigDecimal.ONE;
        }
        if (ENDED.contains(Trees.text(pod, "status", "phase"))) {
            return BigDecimal.ZERO;
        }
        if (limit.equals("pods")) {
            return BigDecimal.ONE;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode container : Trees.at(pod, "spec", "containers")) {
            String text = asked(limit, container);
            sum = text.isEmpty() ? sum : sum.add(Amounts.parse(text));
        }
        return sum;
    }

    /// CPU and memory that are limited have to be named by each container.
    static boolean isMissing(String limit, JsonNode pod) {
        String resource = limit.substring(limit.indexOf('.') + 1);
        if (!resource.equals("cpu") && !resource.equals("memory")) {
            return false;
        }
        for (JsonNode container : Trees.at(pod, "spec", "containers")) {
            if (asked(limit, container).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static String asked(String limit, JsonNode container) {
        int dot = limit.indexOf('.');
        boolean plain = PLAIN_REQUESTS.contains(limit);
        return Trees.text(
                container,
                "resources",
                plain ? "requests" : limit.substring(0, dot),
                plain ? limit : limit.substring(dot + 1));
    }

    static boolean counts(StoredObject quota, JsonNode pod) {
        for (JsonNode scope : quota.at("spec", "scopes")) {
            if (!isIn(scope.asText(), pod)) {
                return false;
            }
        }
        for (JsonNode scope : quota.at("spec", "scopeSelector", "matchExpressions")) {
            boolean wanted = !Trees.text(scope, "operator").equals("DoesNotExist");
            if (isIn(Trees.text(scope, "scopeName"), pod) != wanted) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIn(String scope, JsonNode pod) {
        boolean deadline = !Trees.at(pod, "spec", "activeDeadlineSeconds").isMissingNode();
        return switch (scope) {
            case "Terminating" -> deadline;
            case "NotTerminating" -> !deadline;
            case "BestEffort" -> isBestEffort(pod);
            case "NotBestEffort" -> !isBestEffort(pod);
            default -> false;
        };
    }

    private static boolean isBestEffort(JsonNode pod) {
        for (JsonNode container : Trees.at(pod, "spec", "containers")) {
            for (Map.Entry<String, JsonNode> sort : Trees.at(container, "resources").properties()) {
                if (sort.getValue().has("cpu") || sort.getValue().has("memory")) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<StoredObject> podsOf(ObjectStore store, String namespace) {
        List<StoredObject> found = new ArrayList<>();
        Iterator<StoredObject> pods =
                store.objects(ResourceTypes.POD).iterator(new ObjectKey(namespace, ""));
        while (pods.hasNext()) {
            StoredObject pod = pods.next();
            if (!pod.key().namespace().equals(namespace)) {
                break;
            }
            found.add(pod);
        }
        return found;
    }
}
