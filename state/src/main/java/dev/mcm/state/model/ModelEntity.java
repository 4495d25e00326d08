package dev.mcm.state.model;

import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "models")
@SuppressWarnings("NullAway.Init")
class ModelEntity {
    @Id private String id;

    @Column(name = "organization_id", nullable = false)
    private String organizationId;

    @Column(nullable = false)
    private String name;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    ModelEntity() {}

    ModelEntity(Model row) {
        this.id = row.id().value();
        this.organizationId = row.organizationId().value();
        this.name = row.name();
        this.createdAt = row.createdAt();
    }

    Model toRow() {
        return new Model(new ModelId(id), new OrganizationId(organizationId), name, createdAt);
    }
}
