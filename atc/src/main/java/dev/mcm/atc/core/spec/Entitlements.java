package dev.mcm.atc.core.spec;

import dev.mcm.type.v1.ResolvedSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an organisation may deploy, and where.
///
/// @param allowedRegions empty = all
public record Entitlements(
        boolean cpuDeployments, boolean gpuDeployments, List<String> allowedRegions) {
    public Entitlements {
        allowedRegions = List.copyOf(allowedRegions);
    }

    /// Why the spec may not be deployed; empty = it may.
    public Optional<String> refusal(ResolvedSpec spec) {
        boolean gpu =
                spec.getOptionsList().stream()
                        .anyMatch(option -> option.getShape().getGpuCount() > 0);
        boolean cpu =
                spec.getOptionsList().stream()
                        .anyMatch(option -> option.getShape().getGpuCount() == 0);
        if (gpu && !gpuDeployments) {
            return Optional.of(
                    "may not deploy models with GPU (expected: entitlement gpu_deployments)");
        }
        if (cpu && !cpuDeployments) {
            return Optional.of(
                    "may not deploy models without GPU (expected: entitlement cpu_deployments)");
        }
        return refusedRegion(spec);
    }

    private Optional<String> refusedRegion(ResolvedSpec spec) {
        if (allowedRegions.isEmpty()) {
            return Optional.empty();
        }
        Set<String> allowed = Set.copyOf(allowedRegions);
        return spec.getSpec().getPlacement().getRequiredRegionsList().stream()
                .filter(region -> !allowed.contains(region))
                .findFirst()
                .map(region ->
                        "may not deploy in region '"
                                + region
                                + "' (expected: one of "
                                + allowedRegions
                                + ")");
    }
}
