package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "planes")
@SuppressWarnings("NullAway.Init")
class PlaneEntity {
    @Id private String id;

    @Column(nullable = false)
    private String provider;

    @Column(nullable = false)
    private String region;

    @Column(name = "api_url", nullable = false)
    private String apiUrl;

    @Column(name = "credentials_ref", nullable = false)
    private String credentialsRef;

    @Column(name = "gateway_url", nullable = false)
    private String gatewayUrl;

    @Column(name = "shares_gpus", nullable = false)
    private boolean sharesGpus;

    @Column(nullable = false)
    private boolean cordoned;

    @Column(name = "cordon_reason", nullable = false)
    private String cordonReason;

    @Column(nullable = false)
    private String[] organizations;

    @Column(name = "provision_timeout_seconds", nullable = false)
    private int provisionTimeoutSeconds;

    @Version
    @Column(nullable = false)
    private long revision;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    /// Written by [PlaneIdentityStore] alone, as are the three that follow.
    @Column(name = "cluster_id", unique = true, insertable = false, updatable = false)
    private @Nullable String clusterId;

    @Column(nullable = false, insertable = false, updatable = false)
    private String identity;

    @Column(name = "identity_message", nullable = false, insertable = false, updatable = false)
    private String identityMessage;

    @Column(name = "identity_since", nullable = false, insertable = false, updatable = false)
    private Instant identitySince;

    PlaneEntity() {}

    PlaneEntity(Plane row, long revision) {
        this.id = row.id().value();
        this.provider = row.provider();
        this.region = row.region();
        this.apiUrl = row.apiUrl();
        this.credentialsRef = row.credentialsRef();
        this.gatewayUrl = row.gatewayUrl();
        this.sharesGpus = row.sharesGpus();
        this.cordoned = row.cordoned();
        this.cordonReason = row.cordonReason();
        this.organizations = row.organizations().toArray(String[]::new);
        this.provisionTimeoutSeconds = row.provisionTimeoutSeconds();
        this.revision = revision;
        this.createdAt = row.createdAt();
        this.updatedAt = row.updatedAt();
    }

    Plane toRow() {
        return new Plane(
                new PlaneId(id),
                provider,
                region,
                apiUrl,
                credentialsRef,
                gatewayUrl,
                sharesGpus,
                cordoned,
                cordonReason,
                List.of(organizations),
                provisionTimeoutSeconds,
                revision,
                createdAt,
                updatedAt);
    }
}
