package dev.mcm.state.plane;

/// What an operator declares of a plane; the names are stored in `plane_orders.kind`.
public enum PlaneOrderKind {
    /// It is LOST, whatever the witnesses say.
    LOST,
    /// It is there: never LOST, whatever the witnesses say.
    ALIVE,
    /// When both witnesses say that it is gone it is LOST, whatever the brake says.
    BRAKE_OVERRIDE,
    /// It gets nothing new, and its replicas are handed over to other planes; at its end what is
    /// left is taken anyway. In force behind its end, until it is taken back.
    DRAIN
}
