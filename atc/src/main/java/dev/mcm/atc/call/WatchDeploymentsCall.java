package dev.mcm.atc.call;

import dev.mcm.atc.port.WatchClient;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.shared.access.Caller;

/// Tells a client the state of deployments, and of every change, for as long as it listens.
public final class WatchDeploymentsCall {
    private final WatchHub hub;

    public WatchDeploymentsCall(WatchHub hub) {
        this.hub = hub;
    }

    /// Returns at once; the watch goes on.
    ///
    /// @throws dev.mcm.shared.error.McmException WATCH_TOKEN_EXPIRED
    public void run(Caller caller, WatchDeploymentsRequest request, WatchClient client) {
        RequestChecks.check(request);
        hub.watch(WatchFilter.of(request, caller), request.getResumeToken(), client);
    }
}
