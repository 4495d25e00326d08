package dev.mcm.migrations;

/// What a run has done.
///
/// @param control of the control database
/// @param observed of the database of raw observed objects
public record MigrationReport(DatabaseReport control, DatabaseReport observed) {
    /// @param created the database did not exist
    /// @param applied number of migrations applied by this run
    /// @param version of the newest migration applied by any run
    public record DatabaseReport(String database, boolean created, int applied, String version) {}
}
