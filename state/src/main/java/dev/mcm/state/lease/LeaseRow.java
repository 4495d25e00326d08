package dev.mcm.state.lease;

import dev.mcm.shared.id.Epoch;
import java.time.Instant;

/// A row of `leases`, as others see it.
///
/// @param role what its holder alone may do
/// @param epoch the fencing token
/// @param expiresAt by the database's clock
/// @param live it has not expired, by the database's clock
public record LeaseRow(String role, String holder, Epoch epoch, Instant expiresAt, boolean live) {}
