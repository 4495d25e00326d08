package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.core.plane.IdentityPolicy;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneIdentityStore;
import java.time.Instant;
import java.util.Optional;

/// What is known of which cluster each plane is, inside a transaction of the caller.
public final class PlaneIdentities {
    private final PlaneIdentityStore store = new PlaneIdentityStore();

    /// Nobody else registers or identifies a plane until the end of the transaction.
    public void lock(Tx tx) {
        store.lockPlanes(tx);
    }

    public Optional<PlaneIdentity> find(Tx tx, PlaneId plane) {
        return store.find(tx, plane);
    }

    public PlaneIdentity judge(Tx tx, PlaneIdentity before, FoundCluster found, Instant now) {
        Optional<PlaneId> owner =
                switch (found) {
                    case FoundCluster.Named(String id) -> store.owner(tx, id);
                    case FoundCluster.Unreadable _ -> Optional.empty();
                };
        return IdentityPolicy.judge(before, found, owner, now);
    }

    /// Writes what is not written already.
    public void write(Tx tx, PlaneIdentity identity) {
        if (store.find(tx, identity.planeId()).filter(identity::says).isEmpty()) {
            store.write(tx, identity);
        }
    }

    /// @throws McmException NOT_FOUND
    PlaneIdentity identify(Tx tx, PlaneId plane, FoundCluster found, Instant now) {
        PlaneIdentity before =
                store.find(tx, plane).orElseThrow(() -> McmException.notFound("plane", plane));
        PlaneIdentity after = judge(tx, before, found, now);
        write(tx, after);
        return after;
    }
}
