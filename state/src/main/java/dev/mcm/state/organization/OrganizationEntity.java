package dev.mcm.state.organization;

import dev.mcm.shared.id.OrganizationId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;

@Entity
@Table(name = "organizations")
@SuppressWarnings("NullAway.Init")
class OrganizationEntity {
    @Id private String id;

    @Column(name = "display_name", nullable = false)
    private String displayName;

    @Column(name = "allowed_regions", nullable = false)
    private String[] allowedRegions;

    @Column(name = "cpu_deployments", nullable = false)
    private boolean cpuDeployments;

    @Column(name = "gpu_deployments", nullable = false)
    private boolean gpuDeployments;

    @Version
    @Column(nullable = false)
    private long revision;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    OrganizationEntity() {}

    OrganizationEntity(Organization row, long revision) {
        this.id = row.id().value();
        this.displayName = row.displayName();
        this.allowedRegions = row.allowedRegions().toArray(String[]::new);
        this.cpuDeployments = row.cpuDeployments();
        this.gpuDeployments = row.gpuDeployments();
        this.revision = revision;
        this.createdAt = row.createdAt();
    }

    Organization toRow() {
        return new Organization(
                new OrganizationId(id),
                displayName,
                List.of(allowedRegions),
                cpuDeployments,
                gpuDeployments,
                revision,
                createdAt);
    }
}
