package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.adapter.postgres.PlaneIdentities;
import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.core.plane.IdentityPolicy;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PlaneApis;
import dev.mcm.atc.port.PlaneCredentials;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Whether a plane may be registered as an operator says: its credentials go nowhere but where they
/// lead, its cluster is no other plane's, and no plane becomes another cluster. Where nobody
/// answers yet, the first probe judges.
public final class PlaneAdmission {
    private final PlaneApis apis;
    private final PlaneCredentials credentials;
    private final InstantSource clock;
    private final PlaneStore planes = new PlaneStore();
    private final PlaneIdentities identities = new PlaneIdentities();

    public PlaneAdmission(PlaneApis apis, PlaneCredentials credentials, InstantSource clock) {
        this.apis = apis;
        this.credentials = credentials;
        this.clock = clock;
    }

    /// What the cluster at a plane's address says it is.
    ///
    /// @param cluster empty = nobody answered
    record Asked(Plane plane, Optional<FoundCluster> cluster) {}

    /// Asks the cluster at the plane's address. Takes as long as a probe may.
    ///
    /// @throws McmException FAILED_PRECONDITION when the credentials must not be sent there
    Asked ask(Plane wanted) {
        credentials
                .refusal(wanted)
                .ifPresent(why -> {
                    throw refused(wanted, why);
                });
        try (PlaneApi api = apis.open(wanted)) {
            return new Asked(wanted, Optional.of(api.cluster()));
        } catch (PlaneApiException e) {
            return new Asked(wanted, Optional.empty());
        }
    }

    /// To be called first in the transaction that writes the row: others who register wait.
    void begin(Tx tx) {
        identities.lock(tx);
    }

    /// To be called before the row is written.
    ///
    /// @return to be written after the row
    /// @throws McmException FAILED_PRECONDITION; CONFLICT when the address is no longer the one
    ///   that was asked
    PlaneIdentity admit(Tx tx, Plane wanted, Asked asked) {
        if (leadsElsewhere(asked.plane(), wanted)) {
            throw McmException.conflict(
                    "plane", wanted.id(), "its address has changed meanwhile; repeat the request");
        }
        Optional<Plane> old = planes.find(tx, wanted.id());
        boolean moves = old.filter(row -> leadsElsewhere(row, wanted)).isPresent();
        PlaneIdentity after = identity(tx, asked, moves);
        if (asked.cluster().isPresent() && after.state().isStranger()) {
            throw refused(wanted, after.message());
        }
        requireOwnCredentials(tx, wanted, old);
        return after;
    }

    private PlaneIdentity identity(Tx tx, Asked asked, boolean moves) {
        PlaneId id = asked.plane().id();
        Instant now = clock.instant();
        PlaneIdentity before =
                identities
                        .find(tx, id)
                        .orElseGet(() -> new PlaneIdentity(id, IdentityState.UNKNOWN, "", "", now));
        return asked.cluster()
                .map(found -> identities.judge(tx, before, found, now))
                .orElseGet(() -> moves ? IdentityPolicy.moved(before, now) : before);
    }

    void write(Tx tx, PlaneIdentity identity) {
        identities.write(tx, identity);
    }

    /// What an earlier release let in stays as it is.
    private void requireOwnCredentials(Tx tx, Plane wanted, Optional<Plane> old) {
        if (old.filter(row -> row.credentialsRef().equals(wanted.credentialsRef())).isPresent()) {
            return;
        }
        planes.all(tx).stream()
                .filter(row -> row.credentialsRef().equals(wanted.credentialsRef()))
                .filter(row -> !row.id().equals(wanted.id()))
                .findFirst()
                .ifPresent(other -> {
                    throw refused(
                            wanted,
                            "credentials '"
                                    + wanted.credentialsRef()
                                    + "' are those of plane "
                                    + other.id()
                                    + " (expected: a kubeconfig of its own)");
                });
    }

    private static boolean leadsElsewhere(Plane old, Plane wanted) {
        return !old.apiUrl().equals(wanted.apiUrl())
                || !old.credentialsRef().equals(wanted.credentialsRef());
    }

    private static McmException refused(Plane plane, String why) {
        return McmException.stateForbids("plane " + plane.id(), why);
    }
}
