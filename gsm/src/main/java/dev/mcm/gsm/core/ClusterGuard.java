package dev.mcm.gsm.core;

import dev.mcm.event.v1.PlaneRecord;
import java.util.Optional;

/// Keeps records of another cluster than the plane's out of its model. Records that name no
/// cluster, of an older LSM or one that may not read it, are let in; so is everything until the
/// plane's own cluster is known. Not thread-safe.
public final class ClusterGuard {
    private String registered = "";
    private String admitted = "";
    private String refused = "";

    /// The plane's cluster; empty = not known.
    ///
    /// @return whether what was let in so far turns out to be another cluster's
    public boolean registered(String cluster) {
        registered = cluster;
        boolean wrong = isForeign(admitted);
        if (wrong) {
            refused = admitted;
            admitted = "";
        } else if (!isForeign(refused)) {
            refused = "";
        }
        return wrong;
    }

    public boolean admits(PlaneRecord record) {
        if (isForeign(record.getClusterId())) {
            refused = record.getClusterId();
            return false;
        }
        if (!record.getClusterId().isEmpty()) {
            admitted = record.getClusterId();
        }
        return true;
    }

    /// The cluster whose records are refused; empty = none's. Who says so once says so until the
    /// plane's own cluster is the only one that is heard after [#forget].
    public Optional<String> refused() {
        return refused.isEmpty() ? Optional.empty() : Optional.of(refused);
    }

    /// Nothing of the other cluster has come in for a while.
    public void forget() {
        refused = "";
    }

    private boolean isForeign(String cluster) {
        return !registered.isEmpty() && !cluster.isEmpty() && !cluster.equals(registered);
    }
}
