package dev.mcm.state.plane;

/// Whether a plane's LSM is heard and can read it.
public enum Hearing {
    /// Within the time allowed.
    LIVE,
    /// Not within the time allowed, or it says that it cannot read the plane.
    SILENT
}
