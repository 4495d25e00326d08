package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.QuotaLimit;
import dev.mcm.scheduler.core.QuotaResource;
import dev.mcm.type.v1.QuotaLimits;
import java.util.List;
import java.util.Optional;

/// What GSM stores of quotas, as the core has it.
final class QuotaCodec {
    private QuotaCodec() {}

    /// Limits of resources that only a later version knows are left out.
    static List<QuotaLimit> limits(QuotaLimits stored) {
        return stored.getLimitsList().stream()
                .flatMap(limit ->
                        resource(limit).stream()
                                .map(resource ->
                                        new QuotaLimit(
                                                resource,
                                                limit.getQuota(),
                                                limit.getHard(),
                                                limit.getUsed())))
                .toList();
    }

    private static Optional<QuotaResource> resource(dev.mcm.type.v1.QuotaLimit limit) {
        return switch (limit.getResource()) {
            case QUOTA_RESOURCE_PODS -> Optional.of(QuotaResource.PODS);
            case QUOTA_RESOURCE_CPU -> Optional.of(QuotaResource.CPU_MILLI);
            case QUOTA_RESOURCE_MEMORY -> Optional.of(QuotaResource.MEMORY_MIB);
            case QUOTA_RESOURCE_GPU -> Optional.of(QuotaResource.GPU);
            case QUOTA_RESOURCE_GPU_MILLI -> Optional.of(QuotaResource.GPU_MILLI);
            case QUOTA_RESOURCE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
