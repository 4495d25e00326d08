package dev.mcm.state;

/// The databases of MCM.
public enum DatabaseName {
    /// What is asked for, decided and observed, in small rows; decoded by GNS.
    CONTROL("mcm"),
    /// Raw observed objects; they churn, and no replication slot decodes them.
    OBSERVED("mcm_observed");

    private final String persistenceUnit;

    DatabaseName(String persistenceUnit) {
        this.persistenceUnit = persistenceUnit;
    }

    /// Name of the directory of its migrations, and its usual name on the server.
    public String persistenceUnit() {
        return persistenceUnit;
    }
}
