package dev.mcm.atc.call;

import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.organization.Organization;
import java.time.Instant;

/// Organisations as the API shows them.
final class OrganizationCodec {
    private OrganizationCodec() {}

    static Organization fromProto(
            dev.mcm.atc.v1.Organization proto, long revision, Instant createdAt) {
        return new Organization(
                new OrganizationId(proto.getId()),
                proto.getDisplayName(),
                proto.getAllowedRegionsList(),
                proto.getCpuDeployments(),
                proto.getGpuDeployments(),
                revision,
                createdAt);
    }

    static dev.mcm.atc.v1.Organization toProto(Organization row) {
        return dev.mcm.atc.v1.Organization.newBuilder()
                .setId(row.id().value())
                .setDisplayName(row.displayName())
                .addAllAllowedRegions(row.allowedRegions())
                .setCpuDeployments(row.cpuDeployments())
                .setGpuDeployments(row.gpuDeployments())
                .setCreatedAt(Timestamps.of(row.createdAt()))
                .setEtag(Etags.of(row.revision()))
                .build();
    }
}
