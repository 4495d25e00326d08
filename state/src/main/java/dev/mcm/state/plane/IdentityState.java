package dev.mcm.state.plane;

/// Whether the cluster behind a plane's address is the plane.
public enum IdentityState {
    /// Nobody has asked that address yet: nothing new is placed, nothing is pushed.
    UNKNOWN,
    /// It is the cluster registered.
    KNOWN,
    /// ATC's rights there do not let it be read (an older chart): served on, never pruned.
    UNREADABLE,
    /// The cluster is another plane's already: closed.
    TAKEN,
    /// Another cluster than the one registered answers there: frozen.
    CHANGED;

    /// Whether ATC may write there.
    public boolean isServed() {
        return this == KNOWN || this == UNREADABLE;
    }

    /// Whether something else than the plane answers at its address.
    public boolean isStranger() {
        return this == TAKEN || this == CHANGED;
    }
}
