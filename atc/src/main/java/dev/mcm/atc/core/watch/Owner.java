package dev.mcm.atc.core.watch;

import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;

/// Whose a deployment is. It never changes.
public record Owner(OrganizationId organization, ModelId model) {}
