package dev.mcm.lsm.adapter.kube;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a pod takes from its node, as the Kubernetes scheduler counts it (`PodRequests` of
/// k8s.io/component-helpers/resource): the larger of what it needs while it runs (containers and
/// sidecars) and while it starts (each init container with the sidecars before it); or what the pod
/// itself asks for as a whole; and its overhead.
final class PodRequests {
    /// Of these a pod may ask as a whole.
    private static final Set<String> POD_LEVEL = Set.of("cpu", "memory");

    private final PodSpec spec;

    PodRequests(PodSpec spec) {
        this.spec = spec;
    }

    BigDecimal of(String resource) {
        BigDecimal sidecars = BigDecimal.ZERO;
        BigDecimal starting = BigDecimal.ZERO;
        for (Container container : spec.getInitContainers()) {
            BigDecimal amount = request(container.getResources(), resource);
            if ("Always".equals(container.getRestartPolicy())) {
                sidecars = sidecars.add(amount);
                starting = starting.max(sidecars);
            } else {
                starting = starting.max(sidecars.add(amount));
            }
        }
        BigDecimal running = sidecars;
        for (Container container : spec.getContainers()) {
            running = running.add(request(container.getResources(), resource));
        }
        return wholePod(running.max(starting), resource)
                .add(Quantities.amount(spec.getOverhead(), resource));
    }

    private BigDecimal wholePod(BigDecimal ofContainers, String resource) {
        @Nullable ResourceRequirements pod = spec.getResources();
        return pod != null
                        && POD_LEVEL.contains(resource)
                        && pod.getRequests() != null
                        && pod.getRequests().containsKey(resource)
                ? Quantities.amount(pod.getRequests(), resource)
                : ofContainers;
    }

    /// Where only the limit is given, Kubernetes takes it for the request.
    private static BigDecimal request(@Nullable ResourceRequirements resources, String resource) {
        if (resources == null) {
            return BigDecimal.ZERO;
        }
        @Nullable Map<String, Quantity> requests = resources.getRequests();
        return requests != null && requests.containsKey(resource)
                ? Quantities.amount(requests, resource)
                : Quantities.amount(resources.getLimits(), resource);
    }
}
