package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;

/// Pods placed on a plane that the plane has not bound yet.
record Reservation(PlaneId planeId, Footprint footprint, int pods) {}
