package dev.mcm.state.lease;

/// The single-active roles of the services. They hold their leases under these names, and the
/// system status asks for the holder of each.
public enum LeaseRole {
    AUTOSCALER("autoscaler"),
    SCHEDULER("scheduler"),
    ATC_PUSHER("atc-pusher"),
    GNS("gns"),
    GSM("gsm");

    private final String text;

    LeaseRole(String text) {
        this.text = text;
    }

    /// As in `leases.role`.
    public String text() {
        return text;
    }
}
