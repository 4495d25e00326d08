package dev.mcm.state.plane;

/// Whether a plane's LSM is heard.
public enum Hearing {
    /// Within the time allowed.
    LIVE,
    /// Not within the time allowed.
    SILENT
}
