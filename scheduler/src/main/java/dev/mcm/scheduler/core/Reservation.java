package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;

/// Pods placed on a plane that the plane has not bound yet.
///
/// @param unmade those of them that the plane does not even show
record Reservation(PlaneId planeId, Footprint footprint, int pods, int unmade) {}
