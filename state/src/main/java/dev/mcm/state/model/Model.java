package dev.mcm.state.model;

import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `models`.
///
/// @param name unique in the organisation
public record Model(ModelId id, OrganizationId organizationId, String name, Instant createdAt) {
    public Model {
        createdAt = Micros.of(createdAt);
    }
}
