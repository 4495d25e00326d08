package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.core.plane.IdentityPolicy;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneIdentityStore;
import java.time.Instant;

/// Remembers which cluster answers at a plane's address.
final class PlaneIdentities {
    private final PlaneIdentityStore store = new PlaneIdentityStore();

    /// @throws McmException NOT_FOUND
    PlaneIdentity identify(Tx tx, PlaneId plane, FoundCluster found, Instant now) {
        PlaneIdentity before =
                store.find(tx, plane).orElseThrow(() -> McmException.notFound("plane", plane));
        PlaneIdentity after =
                IdentityPolicy.judge(before, found, cluster -> store.owner(tx, cluster), now);
        if (!after.says(before)) {
            store.write(tx, after);
        }
        return after;
    }
}
