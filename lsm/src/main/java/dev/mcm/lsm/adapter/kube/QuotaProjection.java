package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.QuotaDetail;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.QuotaLimit;
import dev.mcm.type.v1.QuotaResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ScopedResourceSelectorRequirement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A quota of an organisation's namespace, as far as it limits MCM's pods: these have requests, no
/// deadline and no priority class. One with a scope that leaves such pods out is not kept; of a
/// scope that only later versions of Kubernetes know it is assumed that it takes them in.
final class QuotaProjection implements Projection<ResourceQuota> {
    private static final Set<String> NOT_OURS =
            Set.of(
                    "Terminating",
                    "BestEffort",
                    "PriorityClass",
                    "CrossNamespacePodAffinity",
                    "VolumeAttributesClass");

    /// With these a scope takes in what it would leave out without them.
    private static final Set<String> NEGATIONS = Set.of("DoesNotExist", "NotIn");

    /// Names of a resource in a quota; each of them limits.
    private static final Map<String, QuotaResource> RESOURCES =
            Map.of(
                    "pods",
                    QuotaResource.QUOTA_RESOURCE_PODS,
                    "count/pods",
                    QuotaResource.QUOTA_RESOURCE_PODS,
                    "cpu",
                    QuotaResource.QUOTA_RESOURCE_CPU,
                    "requests.cpu",
                    QuotaResource.QUOTA_RESOURCE_CPU,
                    "memory",
                    QuotaResource.QUOTA_RESOURCE_MEMORY,
                    "requests.memory",
                    QuotaResource.QUOTA_RESOURCE_MEMORY,
                    "requests." + PlaneNames.RESOURCE_GPU,
                    QuotaResource.QUOTA_RESOURCE_GPU,
                    "requests." + PlaneNames.RESOURCE_GPU_MILLI,
                    QuotaResource.QUOTA_RESOURCE_GPU_MILLI);

    @Override
    public boolean keeps(ResourceQuota quota) {
        @Nullable ResourceQuotaSpec spec = quota.getSpec();
        return PlaneNames.organizationOf(Projection.text(quota.getMetadata().getNamespace()))
                        .isPresent()
                && spec != null
                && scopes(spec).noneMatch(QuotaProjection::leavesOut);
    }

    @Override
    public ObservedObject of(ResourceQuota quota) {
        @Nullable Map<String, Quantity> hard = quota.getSpec().getHard();
        @Nullable Map<String, Quantity> used =
                quota.getStatus() == null ? null : quota.getStatus().getUsed();
        List<QuotaLimit> limits = new ArrayList<>();
        if (hard != null) {
            hard.keySet().stream()
                    .sorted()
                    .filter(RESOURCES::containsKey)
                    .forEach(name ->
                            limits.add(
                                    QuotaLimit.newBuilder()
                                            .setResource(resource(name))
                                            .setQuota(quota.getMetadata().getName())
                                            .setHard(most(name, Quantities.amount(hard, name)))
                                            .setUsed(taken(name, Quantities.amount(used, name)))
                                            .build()));
        }
        return Projection.common(ObjectKind.OBJECT_KIND_RESOURCEQUOTA, quota.getMetadata())
                .setQuota(QuotaDetail.newBuilder().addAllLimits(limits))
                .build();
    }

    /// The old way and the new way to name scopes.
    private static Stream<ScopedResourceSelectorRequirement> scopes(ResourceQuotaSpec spec) {
        Stream<ScopedResourceSelectorRequirement> plain =
                spec.getScopes().stream()
                        .map(scope ->
                                new ScopedResourceSelectorRequirement("Exists", scope, List.of()));
        return spec.getScopeSelector() == null
                ? plain
                : Stream.concat(plain, spec.getScopeSelector().getMatchExpressions().stream());
    }

    private static boolean leavesOut(ScopedResourceSelectorRequirement scope) {
        return NOT_OURS.contains(Projection.text(scope.getScopeName()))
                && !NEGATIONS.contains(Projection.text(scope.getOperator()));
    }

    private static QuotaResource resource(String name) {
        return RESOURCES.getOrDefault(name, QuotaResource.QUOTA_RESOURCE_UNSPECIFIED);
    }

    /// What there may be, rounded down.
    private static long most(String name, BigDecimal amount) {
        return switch (resource(name)) {
            case QUOTA_RESOURCE_CPU -> Quantities.cpuMilliDown(amount);
            case QUOTA_RESOURCE_MEMORY -> Quantities.memoryMibDown(amount);
            default -> Quantities.count(amount);
        };
    }

    /// What there is, rounded up.
    private static long taken(String name, BigDecimal amount) {
        return switch (resource(name)) {
            case QUOTA_RESOURCE_CPU -> Quantities.cpuMilli(amount);
            case QUOTA_RESOURCE_MEMORY -> Quantities.memoryMibUp(amount);
            default -> Quantities.count(amount);
        };
    }
}
