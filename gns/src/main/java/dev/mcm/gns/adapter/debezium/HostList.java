package dev.mcm.gns.adapter.debezium;

/// The hosts of a JDBC URL, for Debezium, which builds `host:port` from two settings: of several
/// hosts all but the last port go with the names.
record HostList(String allButLastPort, String lastPort) {
    /// @param hosts separated by commas
    /// @param ports as many
    static HostList of(String hosts, String ports) {
        String[] host = hosts.split(",", -1);
        String[] port = ports.split(",", -1);
        StringBuilder all = new StringBuilder(host[0]);
        for (int i = 1; i < host.length; i++) {
            all.append(':').append(port[i - 1]).append(',').append(host[i]);
        }
        return new HostList(all.toString(), port[port.length - 1]);
    }
}
