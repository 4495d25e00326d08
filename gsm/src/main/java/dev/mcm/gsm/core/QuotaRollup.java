package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.QuotaLimit;
import dev.mcm.type.v1.QuotaLimits;
import dev.mcm.type.v1.QuotaResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the quotas of each organisation's namespace on one plane leave. Quotas and pods come by
/// different ways; a pod that is shown counts, whether the quota's status says so already or not.
public final class QuotaRollup {
    /// Less left first; of those that leave the same the first by name.
    private static final Comparator<QuotaLimit> TIGHTEST_FIRST =
            Comparator.comparingLong((QuotaLimit limit) -> limit.getHard() - limit.getUsed())
                    .thenComparing(QuotaLimit::getQuota);

    private QuotaRollup() {}

    /// The rows of one plane; none for an organisation whose namespace has no quota that decides.
    ///
    /// @param pods all its pods; only MCM's count, which every quota here counts too
    public static SortedMap<OrganizationId, QuotaLimits> of(
            Collection<ObservedObject> quotas, Collection<ObservedObject> pods) {
        SortedMap<OrganizationId, SortedMap<QuotaResource, QuotaLimit>> tightest = new TreeMap<>();
        Map<String, List<PodDetail>> shown = byNamespace(quotas, pods);
        for (ObservedObject quota : quotas) {
            Optional<OrganizationId> organization = PlaneNames.organizationOf(quota.getNamespace());
            if (organization.isPresent() && quota.getQuota().getLimitsCount() > 0) {
                List<PodDetail> counted = shown.getOrDefault(quota.getNamespace(), List.of());
                Map<QuotaResource, QuotaLimit> limits =
                        tightest.computeIfAbsent(organization.get(), _ -> new TreeMap<>());
                quota.getQuota().getLimitsList().stream()
                        .filter(limit -> limit.getResource() != QuotaResource.UNRECOGNIZED)
                        .map(limit -> used(limit, counted))
                        .forEach(limit ->
                                limits.merge(
                                        limit.getResource(),
                                        limit,
                                        (one, other) ->
                                                TIGHTEST_FIRST.compare(one, other) <= 0
                                                        ? one
                                                        : other));
            }
        }
        SortedMap<OrganizationId, QuotaLimits> rows = new TreeMap<>();
        tightest.forEach((organization, limits) -> {
            if (!limits.isEmpty()) {
                rows.put(
                        organization,
                        QuotaLimits.newBuilder().addAllLimits(limits.values()).build());
            }
        });
        return rows;
    }

    /// MCM's pods that have not ended, by those of the namespaces that have a quota.
    private static Map<String, List<PodDetail>> byNamespace(
            Collection<ObservedObject> quotas, Collection<ObservedObject> pods) {
        Map<String, List<PodDetail>> byNamespace = new HashMap<>();
        quotas.forEach(quota -> byNamespace.put(quota.getNamespace(), new ArrayList<>()));
        for (ObservedObject pod : pods) {
            List<PodDetail> counted = byNamespace.get(pod.getNamespace());
            if (counted != null && pod.hasManagedBy() && !PodPhases.isFinished(pod.getPod())) {
                counted.add(pod.getPod());
            }
        }
        return byNamespace;
    }

    private static QuotaLimit used(QuotaLimit limit, List<PodDetail> pods) {
        long shown = pods.stream().mapToLong(pod -> taken(limit.getResource(), pod)).sum();
        return shown > limit.getUsed() ? limit.toBuilder().setUsed(shown).build() : limit;
    }

    private static long taken(QuotaResource resource, PodDetail pod) {
        boolean shares = pod.getGpuMilli() < PlaneNames.GPU_MILLI_PER_GPU;
        return switch (resource) {
            case QUOTA_RESOURCE_PODS -> 1;
            case QUOTA_RESOURCE_CPU -> pod.getCpuMilli();
            case QUOTA_RESOURCE_MEMORY -> pod.getMemoryMib();
            case QUOTA_RESOURCE_GPU -> shares ? 0 : pod.getGpuCount();
            case QUOTA_RESOURCE_GPU_MILLI -> shares ? pod.getGpuMilli() : 0;
            case QUOTA_RESOURCE_UNSPECIFIED, UNRECOGNIZED -> 0;
        };
    }
}
