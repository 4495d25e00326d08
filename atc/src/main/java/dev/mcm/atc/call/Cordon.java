package dev.mcm.atc.call;

import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Plane;
import java.time.InstantSource;

/// Whether a plane takes new replicas.
///
/// @param clock for the time of the change
record Cordon(TransactionsOver<PlaneTables> transactions, InstantSource clock) {
    /// Writes nothing when nothing changes.
    ///
    /// @param name the plane's id, as the caller wrote it
    dev.mcm.atc.v1.Plane set(String name, boolean cordoned, String reason) {
        PlaneId id = RequestChecks.id("plane", "id", name, PlaneId::new);
        return transactions.write(tables -> {
            Plane old = PlaneViews.find(tables, id);
            if (old.cordoned() != cordoned || !old.cordonReason().equals(reason)) {
                tables.update(old.withCordon(cordoned, reason, clock.instant()), old.revision());
            }
            return PlaneViews.full(tables, id);
        });
    }
}
