package dev.mcm.state.plane;

/// What the Scheduler remembers of a plane that vanished together with others; the names are stored
/// in `plane_states.brake`.
public enum BrakeMark {
    /// Nothing.
    NONE,
    /// The brake held when it was gone.
    BRAKED,
    /// One of those that were braked with it has come back since: only an operator's word makes it
    /// LOST.
    HELD
}
