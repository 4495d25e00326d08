package dev.mcm.state;

/// The databases of MCM.
public enum DatabaseName {
    /// What is asked for, decided and observed, in small rows; decoded by GNS.
    CONTROL("mcm"),
    /// Raw observed objects; they churn, and no replication slot decodes them.
    OBSERVED("mcm_observed");

    private final String usualName;

    DatabaseName(String usualName) {
        this.usualName = usualName;
    }

    /// Its usual name on the server, and that of the directory of its migrations.
    public String usualName() {
        return usualName;
    }
}
