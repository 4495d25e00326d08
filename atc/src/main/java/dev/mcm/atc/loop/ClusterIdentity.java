package dev.mcm.atc.loop;

import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.ProbeLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who answers at one plane's address, asked anew by every probe. The database is asked only when
/// the answer differs from the last one, or was a stranger's: whose the stranger is may change.
/// [#check] is for one thread, [#state] for any.
final class ClusterIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterIdentity.class);

    private final PlaneId plane;
    private final PlaneApi api;
    private final ProbeLog log;
    private final InstantSource clock;
    private @Nullable FoundCluster last;
    private volatile IdentityState state = IdentityState.UNKNOWN;

    ClusterIdentity(PlaneId plane, PlaneApi api, ProbeLog log, InstantSource clock) {
        this.plane = plane;
        this.api = api;
        this.log = log;
        this.clock = clock;
    }

    /// UNKNOWN until a cluster has answered.
    IdentityState state() {
        return state;
    }

    /// A known cluster that for the moment does not say who it is, credentials that have expired
    /// for one, stays what it was.
    ///
    /// @throws PlaneApiException when nobody answers, or a cluster that is not the plane
    void check() {
        @Nullable FoundCluster found = ask();
        if (found == null || (found.equals(last) && state.isServed())) {
            return;
        }
        PlaneIdentity identity = log.identify(plane, found, clock.instant());
        if (identity.state() != state) {
            LOG.atInfo()
                    .addKeyValue("plane", plane)
                    .addKeyValue("identity", identity.state())
                    .addKeyValue("cluster", identity.clusterId())
                    .addKeyValue("message", identity.message())
                    .log("cluster identified");
        }
        last = found;
        state = identity.state();
        if (!state.isServed()) {
            throw new PlaneApiException(PlaneApiException.Kind.REFUSED, identity.message(), null);
        }
    }

    private @Nullable FoundCluster ask() {
        try {
            return api.cluster();
        } catch (PlaneApiException e) {
            if (e.kind() != PlaneApiException.Kind.UNREACHABLE && state.isServed()) {
                return null;
            }
            throw e;
        }
    }
}
