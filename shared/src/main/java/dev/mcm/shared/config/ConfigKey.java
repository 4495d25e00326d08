package dev.mcm.shared.config;

/// Name and meaning of a key.
///
/// @param name environment variable, `MCM_SCHEDULER_WORKERS`
record ConfigKey(String name, String description, boolean secret) {
    private static final String FILE_SUFFIX = "_FILE";

    /// Variable that names a file with the secret.
    String fileName() {
        return name + FILE_SUFFIX;
    }
}
