package dev.mcm.state.organization;

import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Micros;
import java.time.Instant;
import java.util.List;

/// A row of `organizations`.
///
/// @param allowedRegions empty = all
/// @param cpuDeployments may have deployments without GPUs
/// @param gpuDeployments may have deployments with GPUs
/// @param revision from 1; every update adds one
public record Organization(
        OrganizationId id,
        String displayName,
        List<String> allowedRegions,
        boolean cpuDeployments,
        boolean gpuDeployments,
        long revision,
        Instant createdAt) {
    public Organization {
        allowedRegions = List.copyOf(allowedRegions);
        createdAt = Micros.of(createdAt);
    }
}
