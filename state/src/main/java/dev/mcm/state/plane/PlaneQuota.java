package dev.mcm.state.plane;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import dev.mcm.type.v1.QuotaLimits;
import java.time.Instant;

/// A row of `plane_quotas`: what the quotas of an organisation's namespace on a plane leave.
///
/// @param limits of each resource the limit that leaves least
/// @param epoch of the LSM record that it is as new as
/// @param seq of that record
public record PlaneQuota(Key key, QuotaLimits limits, Epoch epoch, long seq, Instant observedAt) {
    public PlaneQuota {
        observedAt = Micros.of(observedAt);
    }

    /// Whose namespace, and where.
    public record Key(PlaneId planeId, OrganizationId organizationId) {}
}
