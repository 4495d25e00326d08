package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `plane_orders`: an operator's word on a plane.
///
/// @param declaredBy who said so
/// @param until when it ends, by Postgres' clock; null = when it is taken back. Of a drain its
///   deadline, which it always has: it stays until it is taken back
public record PlaneOrder(
        PlaneId planeId,
        PlaneOrderKind kind,
        String reason,
        String declaredBy,
        @Nullable Instant until,
        Instant createdAt) {
    public PlaneOrder {
        until = until == null ? null : Micros.of(until);
        createdAt = Micros.of(createdAt);
    }

    /// "declared LOST by ops until …: reason"
    public String says() {
        return "declared %s by %s%s: %s"
                .formatted(kind, declaredBy, until == null ? "" : " until " + until, reason);
    }
}
